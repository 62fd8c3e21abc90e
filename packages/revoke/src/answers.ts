import type { Delivery } from './receivers/reception.ts'
import type { Taken } from './intake.ts'
import { known } from './record.ts'
import { keyOf } from './store/incidents.ts'
import type { IncidentRow } from './store/tables.ts'

/** GitHub learns which kinds of text are no keys; the key itself does not go back. */
export function githubLabels(
  { reports }: Delivery,
  { incidents }: Taken,
  rows: readonly IncidentRow[],
): readonly Readonly<Record<string, unknown>>[] {
  const states = statesOf(rows)
  return reports.flatMap(({ sha256, detector }) => {
    const state = states.get(incidents.get(sha256) ?? '')
    // Not looked at yet: no label is better than a wrong one.
    if (state === undefined || state === 'received') return []
    const label = state === 'unknown' ? 'false_positive' : 'true_positive'
    return [known({ token_hash: sha256, token_type: detector, label })]
  })
}

/** What a reporter of ours is told, in the order of what it sent. */
export function reportOutcomes(
  { reports, problems }: Delivery,
  { incidents }: Taken,
  rows: readonly IncidentRow[],
  organisation?: string,
): Readonly<Record<string, unknown>> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const outcomes = reports.map(({ sha256 }) =>
    outcomeOf(byId.get(incidents.get(sha256) ?? ''), organisation),
  )
  // Each unread entry takes the place it had, so that answers can be told by their order.
  for (const { index, reason } of problems)
    outcomes.splice(index, 0, { state: 'malformed', reason })
  return { outcomes }
}

function outcomeOf(
  row: IncidentRow | undefined,
  organisation: string | undefined,
): Readonly<Record<string, unknown>> {
  if (!row) return { state: 'received' }
  // Whose key it is, or that it is one, is told to nobody of another organisation.
  const isForeign =
    organisation !== undefined && (row.organisation ?? organisation) !== organisation
  if (row.state === 'unknown' || isForeign) return { state: 'unknown' }
  return known({
    state: row.state,
    incident: row.id,
    isDryRun: row.is_dry_run === 1 ? true : undefined,
    effect: row.effect ?? undefined,
    reason: row.reason,
    key: keyOf(row),
  })
}

/** What TruffleHog understands: 200 lives, 410 is dead, 404 is none of ours, 503 could not tell. */
export function trufflehogStatus(rows: readonly IncidentRow[]): 200 | 404 | 410 | 503 {
  const states = rows.map(({ state }) => state)
  if (states.some((state) => !['unknown', 'revoked', 'received'].includes(state))) return 200
  if (states.includes('revoked')) return 410
  return states.includes('received') ? 503 : 404
}

function statesOf(rows: readonly IncidentRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, state }) => [id, state]))
}
