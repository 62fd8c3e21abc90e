import { createHash } from 'node:crypto'
import type { Confidence, Secret } from '@keyward/core'
import type { Effect } from './effect.ts'

/** Who can read the place a key was found in. */
export type Exposure = (typeof exposures)[number]

/** From the least to the most exposed. */
export const exposures = ['local', 'private', 'public'] as const

/** What the last digits of a key say about the digits before them. */
export type Checksum = 'passed' | 'failed' | 'none'

/** Somebody says that a key stands where it should not. The key itself is no part of it. */
export interface LeakReport {
  /** Hex, of the whole key: it proves that the reporter has seen it. */
  readonly sha256: string
  readonly exposure: Exposure
  readonly confidence: Confidence
  readonly checksum: Checksum
  /** What the reporter calls this kind of key; never used to decide whose it is. */
  readonly detector?: string
  /** What its reporter asks for; it is never more than that. */
  readonly most?: Effect
  readonly place: LeakPlace
}

/** Where it stands, as far as the reporter tells. */
export interface LeakPlace {
  readonly url?: string
  readonly repository?: string
  readonly commit?: string
  readonly path?: string
  readonly line?: number
  /** An alert at GitHub that is resolved once the key is dead. */
  readonly alert?: { readonly repository: string; readonly number: number }
}

/** The most that a batch of a reporter of ours may hold. */
export const largestBatch = 1000

/** The most that a feed of somebody else may bring at once: it cannot be told to send less. */
export const largestFeed = 10_000

export function hashOf(token: Secret): string {
  // Copies gather spaces at their ends; no key has any.
  return createHash('sha256').update(token.reveal().trim()).digest('hex')
}

/** Names the place, so that the same report is told from another of the same key. */
export function placeText({ url, repository, commit, path, line }: LeakPlace): string {
  if (url !== undefined && url !== '') return url
  const named = [repository, commit, path, line].some((part) => part !== undefined)
  return named ? `${repository ?? ''}@${commit ?? ''}:${path ?? ''}:${line ?? ''}` : ''
}

/** How a person finds it: `https://…`, or `owner/name c0ffee path:12`. */
export function placeName({ url, repository, commit, path, line }: LeakPlace): string {
  const parts = [repository, commit?.slice(0, 12), path && line ? `${path}:${line}` : path]
  return url ?? parts.filter((part) => part !== undefined).join(' ')
}

export function isExposure(text: unknown): text is Exposure {
  return exposures.some((exposure) => exposure === text)
}

export function leastExposed(one: Exposure, other: Exposure): Exposure {
  return exposures.indexOf(one) < exposures.indexOf(other) ? one : other
}
