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
  /** The folder the command runs in, as seen from the one the settings speak of. */
  readonly base: string
}

export function allDetectors(settings: Settings): Detector[] {
  return [
    ...providers.flatMap((provider) => provider.detectors),
    ...settings.keys.flatMap((key) => houseKeyDetectors(key)),
  ]
}

export function engineFor(job: Job, explain = false): Engine {
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
  return path.startsWith('../') ? posix.join(base, path) : `${base}/${path}`
}
