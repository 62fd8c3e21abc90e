import { JobProblem, type Payloads } from './jobs/jobs.ts'
import { takeReports } from './intake.ts'
import type { Parts } from './parts.ts'
import { placeOf } from './place-of.ts'
import { hashOf, isExposure } from './report.ts'
import type { TokenJudge } from './token-judge.ts'

/** Asks GitHub for the secret of an alert; it is hashed here and goes no further. */
export async function lookIntoAlert(
  parts: Parts,
  judge: TokenJudge,
  { repository, number, exposure, place }: Payloads['alert'],
): Promise<void> {
  const { github, store } = parts
  if (!github) throw new JobProblem('No token is set to ask GitHub with.')
  const alert = await github.alert(repository, number)
  if (alert.state === 'unavailable') throw new JobProblem(alert.reason)
  // Deleted, or shut to us: there is nothing to hash.
  if (alert.state !== 'found') return
  const told = isExposure(exposure) ? exposure : 'private'
  const report = {
    sha256: hashOf(alert.secret),
    exposure: alert.isPublic ? ('public' as const) : told,
    confidence: 'certain' as const,
    checksum: judge(alert.secret),
    place: placeOf(place),
  }
  await store.transaction((transaction) =>
    takeReports(transaction, parts, 'github-alerts', [report]),
  )
  store.jobs.wake()
}
