import type { Confidence } from '@keyward/core'
import { isMore, type Effect } from './effect.ts'
import type { Checksum, Exposure } from './report.ts'

/** `off` keeps reports and tells nobody; `dry-run` decides as ever and does none of it. */
export const modes = ['off', 'dry-run', 'notify', 'quarantine', 'revoke'] as const

export type Mode = (typeof modes)[number]

/** What may be done about a leak at most; the least of all that apply is what is done. */
export interface Policy {
  /** Told in every decision, so that one can be explained after the policy has changed. */
  readonly version: string
  readonly mode: Mode
  readonly exposure: Readonly<Record<Exposure, Effect>>
  /** Of the key; what is not named may be revoked. */
  readonly environment: Readonly<Record<string, Effect>>
  readonly confidence: Readonly<Record<Confidence, Effect>>
  /** What each origin may bring about: `github`, `reporter:ci`… */
  readonly origin: Readonly<Record<string, Effect>>
}

export const defaultPolicy: Policy = {
  version: 'default-1',
  mode: 'dry-run',
  exposure: { local: 'record', private: 'quarantine', public: 'revoke' },
  environment: {},
  confidence: { possible: 'notify', likely: 'revoke', certain: 'revoke' },
  origin: {},
}

/** What a decision needs to know of a report. */
export interface Evidence {
  readonly origin: string
  readonly exposure: Exposure
  readonly confidence: Confidence
  readonly checksum: Checksum
  /** What its reporter asked for. */
  readonly most?: Effect | null
}

export interface Decision {
  readonly effect: Effect
  readonly isDryRun: boolean
  readonly reason: string
}

/** The report that allows most decides; its own limits hold for it alone. */
export function decide(
  policy: Policy,
  evidence: readonly Evidence[],
  environment: string,
): Decision {
  const decisions = evidence.map((report) => decideReport(policy, report, environment))
  return decisions.reduce<Decision>(
    (most, one) => (isMore(one.effect, most.effect) ? one : most),
    decisions[0] ?? { effect: 'record', isDryRun: false, reason: 'There is no report.' },
  )
}

function decideReport(policy: Policy, report: Evidence, environment: string): Decision {
  if (report.checksum === 'failed') {
    return { effect: 'record', isDryRun: false, reason: 'Its checksum is wrong: it is made up.' }
  }
  const limits: [string, Effect][] = [
    [`It is ${report.exposure} exposure`, policy.exposure[report.exposure]],
    [`The finding is ${report.confidence}`, policy.confidence[report.confidence]],
    [`The key is of ${environment}`, policy.environment[environment] ?? 'revoke'],
    [`It was reported by ${report.origin}`, policy.origin[report.origin] ?? 'revoke'],
    ['Its reporter asked for no more', report.most ?? 'revoke'],
    [`The mode is ${policy.mode}`, mostOf(policy.mode)],
  ]
  const [why, effect] = limits.reduce((least, one) => (isMore(least[1], one[1]) ? one : least))
  const reason = `${why}, so ${words[effect]} (policy ${policy.version}).`
  return { effect, isDryRun: policy.mode === 'dry-run', reason }
}

const words: Readonly<Record<Effect, string>> = {
  record: 'it is recorded',
  notify: 'people are told',
  quarantine: 'the key is quarantined',
  revoke: 'the key is revoked',
}

/** A dry run decides as if everything were allowed: what it would have done is what it shows. */
function mostOf(mode: Mode): Effect {
  if (mode === 'off') return 'record'
  return mode === 'dry-run' ? 'revoke' : mode
}
