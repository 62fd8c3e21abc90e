import { posix } from 'node:path'
import {
  createEngine,
  houseKeyDetectors,
  providers,
  type Confidence,
  type Detector,
  type Engine,
} from '@keyward/core'
import { isDetectorOn, type Settings } from '@keyward/core/settings'

/** All that a thread needs to scan as every other thread does; plain data. */
export interface Job {
  readonly settings: Settings
  readonly confidence: Confidence
  /** As `2026-11-21`. */
  readonly today: string
  /** What fingerprints are keyed with; without it entries carry none. */
  readonly salt?: string
  /** Entries carry what a service that revokes is told. */
  readonly proofs?: true
  /** The folder the command runs in, as seen from the one the settings speak of. */
  readonly base: string
}

export function allDetectors(settings: Settings): Detector[] {
  return [
    ...providers.flatMap((provider) => provider.detectors),
    ...settings.keys.flatMap((key) => houseKeyDetectors(key)),
  ]
}

/** Making one takes longer than most scans, so a job has one for each thread. */
const engines = new WeakMap<Job, Engine>()

export function engineFor(job: Job, explain = false): Engine {
  const known = explain ? undefined : engines.get(job)
  const engine = known ?? makeEngine(job, explain)
  if (!explain) engines.set(job, engine)
  return engine
}

function makeEngine(job: Job, explain: boolean): Engine {
  const { settings } = job
  return createEngine({
    detectors: allDetectors(settings).filter(({ id }) => isDetectorOn(settings.detectors, id)),
    confidence: job.confidence,
    today: job.today,
    explain,
  })
}

/** A path relative to where the command runs, as the settings and the detectors know it. */
export function inTree(base: string, path: string): string {
  if (base === '') return path
  if (base.startsWith('..')) return below(base, path)
  return path.startsWith('../') ? posix.join(base, path) : `${base}/${path}`
}

/** The command runs outside: from `..`, `tree/a/b` is `a/b` of the tree. */
function below(base: string, path: string): string {
  const steps = base.split('/').filter((part) => part === '..').length
  return posix
    .join(base, path)
    .split('/')
    .slice(2 * steps)
    .join('/')
}
