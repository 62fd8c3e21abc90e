import { actionsOn } from './decision.ts'
import { isTransition } from './effect.ts'
import { announce } from './events.ts'
import type { ReleaseAnswer, Releaser } from './key-service.ts'
import type { Parts } from './parts.ts'
import { addMoments, incidentRows, keyOf, saveIncidents } from './store/incidents.ts'
import type { IncidentRow } from './store/tables.ts'

export interface Approval {
  readonly ids: readonly string[]
  readonly by: string
  readonly reason: string
}

/** A person lets happen what the breaker, the kill switch or a dry run held back. */
export async function approve(
  parts: Pick<Parts, 'store' | 'clock' | 'newId'>,
  { ids, by, reason }: Approval,
): Promise<readonly string[]> {
  const { store, clock } = parts
  const approved = await store.transaction(async (transaction) => {
    const rows = (await incidentRows(transaction, ids)).filter(isHeld)
    const at = clock()
    await saveIncidents(
      transaction,
      rows.map((row) => ({
        ...row,
        state: 'acting',
        is_dry_run: 0,
        decided_at: at,
        reason: `It was approved by ${by}: ${reason}`,
      })),
    )
    await addMoments(
      transaction,
      rows.map(({ id }) => ({ incident: id, at, what: 'approved', by, reason })),
    )
    const approved = rows.map(({ id }) => id)
    await store.jobs.add(transaction, actionsOn(parts, approved))
    return approved
  })
  store.jobs.wake()
  return approved
}

export interface ReleaseParts extends Pick<Parts, 'store' | 'clock'> {
  readonly releaser: Releaser
  /** By name, who is told of it. */
  readonly subscribers: ReadonlyMap<string, unknown>
}

export interface Release {
  readonly id: string
  /** The end of the key that is meant: whoever looked at it knows it. */
  readonly last4: string
  readonly by: string
  readonly reason: string
}

/** Opens a quarantined key again; another report of the same place does not close it. */
export async function release(
  parts: ReleaseParts,
  { id, last4, by, reason }: Release,
): Promise<ReleaseAnswer> {
  const { store, clock, releaser } = parts
  const [row] = await incidentRows(store.database, [id])
  const key = row && keyOf(row)
  if (row?.state !== 'quarantined' || !key) {
    return { state: 'refused', reason: 'It is not about a quarantined key.' }
  }
  if (key.last4 !== last4) return { state: 'refused', reason: 'Its key ends otherwise.' }
  const answer = await releaser(key.id, reason)
  if (answer.state !== 'released') return answer
  await store.transaction(async (transaction) => {
    const [row] = await incidentRows(transaction, [id])
    if (row?.state !== 'quarantined') return
    const released = { ...row, state: 'released', reason, dead_at: null } as const
    await saveIncidents(transaction, [released])
    await announce(transaction, parts, [{ row: released, type: 'key.released' }])
    await addMoments(transaction, [{ incident: id, at: clock(), what: 'released', by, reason }])
  })
  store.jobs.wake()
  return answer
}

function isHeld({ state, effect, is_dry_run: isDryRun }: IncidentRow): boolean {
  const isWaiting = state === 'pending' || (state === 'recorded' && isDryRun === 1)
  return isWaiting && effect !== null && isTransition(effect)
}
