import { hash } from 'node:crypto'
import { actorText, type Actor } from '../actor.ts'
import type { Key } from '../key.ts'
import type { Outcome } from '../outcome.ts'
import type { Proof, Reason } from '../service.ts'
import { keysByDigest, lockedKey, updateKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import { checkText, told, unknownKey, type Workings } from './workings.ts'

export async function revoke(
  { store }: Workings,
  id: string,
  { reason }: Reason,
  actor: Actor,
): Promise<Outcome> {
  checkText('The reason', reason)
  return store.write(async (transaction) => {
    const key = await lockedKey(transaction, id)
    if (!key) return unknownKey(id)
    if (key.state === 'revoked') return { state: 'unchanged', key }
    return { state: 'done', key: await end(transaction, key, reason, actor) }
  }, 'together')
}

/** The one way a key is revoked. */
export async function end(
  transaction: Transaction,
  key: Key,
  reason: string,
  actor: Actor,
): Promise<Key> {
  const revoked = await updateKey(transaction, key.id, {
    state: 'revoked',
    revoked_at: transaction.now,
    revoked_by: actorText(actor),
    revoked_reason: reason,
  })
  await transaction.audit({
    actor: actorText(actor),
    action: 'key.revoked',
    subject: key.id,
    details: { reason, before: key.state },
  })
  const data = { ...told(revoked), reason }
  await transaction.emit({ type: 'key.revoked', organisation: key.organisation, data })
  return revoked
}

const holder: Actor = { kind: 'bearer', id: 'possession' }

/**
 * Whoever holds a key may end it. An unknown or a revoked one costs a write as well, so that time
 * tells no more than the answer does.
 */
export async function revokeByPossession(workings: Workings, proof: Proof): Promise<void> {
  const sha256 = sha256Of(workings, proof)
  if (!sha256) return
  const digests = workings.peppers.digests(sha256)
  await workings.store.write(async (transaction) => {
    const [found] = await keysByDigest(transaction.rows, digests)
    const key = found && (await lockedKey(transaction, found.id))
    if (key && key.state !== 'revoked') {
      await end(transaction, key, 'Whoever held it asked for it.', holder)
    } else {
      await transaction.rows.updateTable('audit_head').set({ id: 1 }).execute()
    }
  }, 'together')
}

function sha256Of({ tokens }: Workings, proof: Proof): string | undefined {
  if ('sha256' in proof) {
    return isSha256(proof.sha256) ? proof.sha256 : undefined
  }
  const token = typeof proof.token === 'string' ? proof.token : proof.token.reveal()
  return tokens.recognise(token) ? hash('sha256', token) : undefined
}

export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text)
}
