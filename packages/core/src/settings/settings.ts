import type { Confidence } from '../confidence.ts'
import type { HouseKey } from '../house-key.ts'

/** What keyward.toml says, and what holds where it says nothing. */
export interface Settings {
  readonly salt?: string
  readonly confidence: Confidence
  readonly paths: {
    readonly include: readonly string[]
    readonly exclude: readonly string[]
  }
  readonly detectors: {
    readonly off: readonly string[]
    readonly only?: readonly string[]
  }
  readonly keys: readonly HouseKey[]
  readonly allow: readonly Allow[]
  readonly revoke: RevokeSettings
}

/** What is done with secrets that have leaked. Nothing is, and nothing sent, without a service. */
export interface RevokeSettings {
  /** The most that is done, wherever a secret has been seen. */
  readonly mode: RevokeMode
  /** Where leaks are reported: the address of a key service or of a webhook. */
  readonly service?: string
  /** The environment variable that holds the reporter's key. */
  readonly reporter: string
  /** How sure a finding has to be to be reported. */
  readonly confidence: Confidence
  /** Who can see the repository; `auto` asks the CI service. */
  readonly exposure: Exposure | 'auto'
  /** Environments of house keys that are worth a report; without any, all are. */
  readonly environments: readonly string[]
  /** What is done with what was seen where. */
  readonly policy: Readonly<Record<Exposure, RevokeMode>>
}

/** Each does what the one before it does, and more. */
export const revokeModes = ['off', 'dry-run', 'notify', 'quarantine', 'revoke'] as const
export type RevokeMode = (typeof revokeModes)[number]

/** Where a secret has been seen: on one machine, by all who may read it, by everyone. */
export const exposures = ['local', 'private', 'public'] as const
export type Exposure = (typeof exposures)[number]

/** Secrets that may stay: those to which everything said here applies. */
export interface Allow {
  readonly detector?: string
  readonly path?: string
  readonly fingerprint?: string
  readonly pattern?: string
  readonly reason: string
  /** The last day it holds, as `2027-01-31`. */
  readonly until?: string
}

export function isDetectorOn({ off, only }: Settings['detectors'], id: string): boolean {
  return only?.includes(id) ?? !off.includes(id)
}
