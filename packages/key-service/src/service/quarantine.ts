import { actorText, type Actor } from '../actor.ts'
import type { Key } from '../key.ts'
import { RefusedRequest, type Outcome } from '../outcome.ts'
import type { QuarantineOptions, Reason } from '../service.ts'
import { lockedKey, updateKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import { checkText, refused, seen, told, unknownKey, type Workings } from './workings.ts'

export async function quarantine(
  { store }: Workings,
  id: string,
  options: QuarantineOptions,
  actor: Actor,
): Promise<Outcome> {
  checkText('The reason', options.reason)
  return store.write(async (transaction) => {
    if (options.until !== undefined && !(options.until > transaction.now)) {
      throw new RefusedRequest('invalid', 'The end of the quarantine must lie in the future.')
    }
    const stored = await lockedKey(transaction, id)
    if (!stored) return unknownKey(id)
    const key = seen(stored, transaction.now)
    if (key.state === 'quarantined') return { state: 'unchanged', key }
    if (key.state === 'revoked' || key.state === 'expired') {
      return refused(key, `It is ${key.state}, and opens nothing as it is.`)
    }
    return { state: 'done', key: await shutIn(transaction, key, options, actor) }
  }, 'together')
}

/** The one way a key is quarantined. */
export async function shutIn(
  transaction: Transaction,
  key: Key,
  { reason, until }: QuarantineOptions,
  actor: Actor,
): Promise<Key> {
  const quarantined = await updateKey(transaction, key.id, {
    state: 'quarantined',
    quarantined_at: transaction.now,
    quarantined_until: until ?? null,
    quarantined_by: actorText(actor),
    quarantined_reason: reason,
  })
  const details = { reason, ...(until !== undefined && { until }) }
  await transaction.audit({
    actor: actorText(actor),
    action: 'key.quarantined',
    subject: key.id,
    details: { ...details, before: key.state },
  })
  const data = { ...told(quarantined), ...details }
  await transaction.emit({ type: 'key.quarantined', organisation: key.organisation, data })
  return quarantined
}

/** It is active again, for as long as it would have been. */
export async function release(
  { store }: Workings,
  id: string,
  { reason }: Reason,
  actor: Actor,
): Promise<Outcome> {
  checkText('The reason', reason)
  return store.write(async (transaction) => {
    const key = await lockedKey(transaction, id)
    if (!key) return unknownKey(id)
    if (key.state !== 'quarantined') {
      return refused(key, `It is ${key.state}: only a quarantined key can be released.`)
    }
    const released = await updateKey(transaction, id, {
      state: 'active',
      quarantined_at: null,
      quarantined_until: null,
      quarantined_by: null,
      quarantined_reason: null,
    })
    const { organisation } = key
    const action = 'key.released'
    await transaction.audit({ actor: actorText(actor), action, subject: id, details: { reason } })
    await transaction.emit({ type: action, organisation, data: { ...told(released), reason } })
    return { state: 'done', key: seen(released, transaction.now) }
  }, 'together')
}
