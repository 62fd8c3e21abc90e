import {
  fingerprint,
  proofOf,
  type Entry,
  type Finding,
  type Origin,
  type Position,
  type Verdict,
} from '@keyward/core'
import { matchesAllow } from '@keyward/core/settings'
import { inTree, type Job } from './job.ts'

/** A finding as the report tells it. The secret stays behind. */
export function entryOf(
  finding: Finding,
  position: Position,
  path: string,
  job: Job,
  origin?: Origin,
): Entry {
  const { detector, secret } = finding
  const name = job.salt === undefined ? undefined : fingerprint(job.salt, detector.id, secret)
  return {
    path,
    ...position,
    detector: detector.id,
    title: detector.title,
    why: detector.why,
    fix: detector.fix,
    confidence: finding.confidence,
    verdict: verdictOf(finding, path, name, job),
    alternatives: finding.alternatives.map(({ id }) => id),
    encodings: finding.encodings,
    preview: secret.preview,
    ...(name === undefined ? {} : { fingerprint: name }),
    ...(origin === undefined ? {} : { origin }),
    ...(job.proofs ? { proof: proofOf(finding, job.settings.keys) } : {}),
  }
}

function verdictOf(
  { detector, secret, suppression }: Finding,
  path: string,
  name: string | undefined,
  { settings, today, base }: Job,
): Verdict {
  if (suppression) return { state: 'allowed', by: 'comment', reason: suppression.reason }
  const asked = {
    detectorId: detector.id,
    path: inTree(base, path),
    secretText: secret.reveal(),
    ...(name === undefined ? {} : { fingerprint: name }),
  }
  const entry = settings.allow.find((entry) => matchesAllow(entry, asked, today))
  if (!entry) return { state: 'new' }
  return { state: 'allowed', by: 'settings', reason: entry.reason }
}
