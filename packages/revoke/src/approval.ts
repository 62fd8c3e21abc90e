import { actionsOn } from './decision.ts'
import { isTransition } from './effect.ts'
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
      rows.map((row) => ({ ...row, state: 'acting', is_dry_run: 0, decided_at: at })),
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

/** Opens a quarantined key again; another report of the same place does not close it. */
export async function release(
  { store, clock, keyService }: Pick<Parts, 'store' | 'clock' | 'keyService'>,
  { id, by, reason }: { id: string; by: string; reason: string },
): Promise<{ state: 'released' } | { state: 'refused'; reason: string }> {
  const [row] = await incidentRows(store.database, [id])
  const key = row && keyOf(row)
  if (row?.state !== 'quarantined' || !key) {
    return { state: 'refused', reason: 'It is not about a quarantined key.' }
  }
  if (!keyService.release) {
    return { state: 'refused', reason: 'No key of an administrator is set.' }
  }
  const answer = await keyService.release(key.id, reason)
  if (answer.state !== 'released') return answer
  await store.transaction(async (transaction) => {
    const [row] = await incidentRows(transaction, [id])
    if (row?.state !== 'quarantined') return
    await saveIncidents(transaction, [{ ...row, state: 'released', reason, dead_at: null }])
    await addMoments(transaction, [{ incident: id, at: clock(), what: 'released', by, reason }])
  })
  return answer
}

function isHeld({ state, effect, is_dry_run: isDryRun }: IncidentRow): boolean {
  const isWaiting = state === 'pending' || (state === 'recorded' && isDryRun === 1)
  return isWaiting && effect !== null && isTransition(effect)
}
