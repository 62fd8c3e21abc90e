import { actorText, type Actor } from '../actor.ts'
import type { Key } from '../key.ts'
import { RefusedRequest, type NotDone, type Replacement } from '../outcome.ts'
import type { Reason, RotateOptions } from '../service.ts'
import { lockedKey, updateKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import { mintSuccessor } from './mint.ts'
import { checkText, refused, seen, told, unknownKey, type Workings } from './workings.ts'

const longestOverlap = 30 * 24 * 60 * 60 * 1000

export async function rotate(
  workings: Workings,
  id: string,
  { overlap }: RotateOptions,
  actor: Actor,
): Promise<Replacement> {
  if (!Number.isSafeInteger(overlap) || overlap < 0 || overlap > longestOverlap) {
    throw new RefusedRequest('invalid', 'The overlap must be 0 to 30 days, in milliseconds.')
  }
  return workings.store.write(async (transaction) => {
    const { now } = transaction
    const key = await replaceable(transaction, id)
    if (!('id' in key)) return key
    const present = seen(key, now)
    if (present.state !== 'active') {
      return refused(present, `It is ${present.state}, and only an active key can be rotated.`)
    }
    const { key: successor, token } = await mintSuccessor(workings, transaction, key, actor)
    const end = Math.min(key.expiresAt ?? Infinity, now + overlap)
    const state = end <= now ? 'expired' : 'rotating'
    const patch = { state, expires_at: end, successor: successor.id } as const
    const rotated = await updateKey(transaction, id, patch)
    await tell(transaction, 'key.rotated', rotated, successor, { overlap, actor })
    return { state: 'done', key: rotated, successor, token }
  }, 'together')
}

/** A key that others hold is cut first: there is no overlap. */
export async function revokeAndReplace(
  workings: Workings,
  id: string,
  { reason }: Reason,
  actor: Actor,
): Promise<Replacement> {
  checkText('The reason', reason)
  return workings.store.write(async (transaction) => {
    const key = await replaceable(transaction, id)
    if (!('id' in key)) return key
    const { key: successor, token } = await mintSuccessor(workings, transaction, key, actor)
    const revoked = await updateKey(transaction, id, {
      state: 'revoked',
      revoked_at: transaction.now,
      revoked_by: actorText(actor),
      revoked_reason: reason,
      successor: successor.id,
    })
    await tell(transaction, 'key.revoked', revoked, successor, { reason, actor })
    return { state: 'done', key: revoked, successor, token }
  }, 'together')
}

async function replaceable(transaction: Transaction, id: string): Promise<Key | NotDone> {
  const key = await lockedKey(transaction, id)
  if (!key) return unknownKey(id)
  if (key.state === 'revoked') return refused(key, 'It was revoked, and that cannot be undone.')
  if (key.successor === undefined) return key
  return refused(key, `It has a successor already, ${key.successor}.`)
}

async function tell(
  transaction: Transaction,
  action: 'key.rotated' | 'key.revoked',
  key: Key,
  successor: Key,
  { actor, ...details }: { readonly actor: Actor; readonly [detail: string]: unknown },
): Promise<void> {
  await transaction.audit({
    actor: actorText(actor),
    action,
    subject: key.id,
    details: { ...details, successor: successor.id },
  })
  const data = { ...told(key), ...details, successor: told(successor)['key'] }
  await transaction.emit({ type: action, organisation: key.organisation, data })
}
