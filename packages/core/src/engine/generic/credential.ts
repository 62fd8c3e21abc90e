import type { Confidence } from '../../confidence.ts'
import { anywhere, type Place } from '../../place.ts'
import type { RejectionReason } from '../../rejection.ts'
import { createBounds } from './anywhere.ts'
import type { Candidate } from './candidate.ts'
import { candidateAt, nameAround } from './candidate-at.ts'
import { readingOf } from './reading.ts'
import { confidenceOf, scoreOf } from './score.ts'
import { createText, type Text } from './text.ts'

export { credentialAnchors } from './anchors.ts'

/** A value that stands where a credential would, in bytes. */
export interface Credential {
  readonly start: number
  readonly end: number
  readonly confidence: Confidence
  /** Anchors before this are its own, if not all those up to its end. */
  readonly reach?: number
}

/** A value that was turned down. */
export interface RejectedCredential {
  readonly start: number
  readonly end: number
  readonly rejected: RejectionReason
}

export interface CredentialFinder {
  /** `offset` is where an anchor stands, `anchor` its place among `credentialAnchors`. */
  at(offset: number, anchor: number): Credential | RejectedCredential | undefined
}

/** So many values are judged inside another one; hostile texts hold hundreds. */
const mostInside = 8
/** Most values stand no further behind their names. */
const nearValue = 64

/** Finds what names like `password` are given in one text. */
export function createCredentialFinder(bytes: Uint8Array, place: Place): CredentialFinder {
  if (place === anywhere) return createAnywhereFinder(bytes)
  let text: Text | undefined
  // Several anchors stand in one name (`secret` and `key=` in `SECRET_KEY=`).
  let name = { start: 0, end: 0 }
  let answer: Credential | RejectedCredential | undefined
  let outer = { start: 0, end: 0 }
  let inside = 0
  return {
    at(offset) {
      if (offset >= name.start && offset < name.end) return answer
      // Nor are they read, of which there are so many.
      if (inside > mostInside && offset >= outer.start && offset + nearValue < outer.end)
        return undefined
      const here = nameAround(bytes, offset)
      if (here === undefined) return undefined
      name = here
      answer = undefined
      text ??= createText(bytes, place)
      const candidate = candidateAt(text, here)
      if (candidate === undefined) return undefined
      if (candidate.start >= outer.start && candidate.start < outer.end) {
        if (++inside > mostInside) return undefined
      } else {
        outer = candidate
        inside = 0
      }
      answer = judge(text, candidate)
      return answer
    },
  }
}

/** Answers the most that a value could be held for, and lets it hide nothing else. */
function createAnywhereFinder(bytes: Uint8Array): CredentialFinder {
  const boundAt = createBounds(bytes)
  let name = { start: 0, end: 0 }
  let answer: Credential | undefined
  return {
    at(offset) {
      if (offset >= name.start && offset < name.end) return answer
      const here = nameAround(bytes, offset)
      if (here === undefined) return undefined
      name = here
      const bound = boundAt(here)
      answer = bound && { ...bound, reach: offset }
      return answer
    },
  }
}

/** What follows is put in when the program runs: `token: sk-${random}`. */
function isFilledIn(bytes: Uint8Array, end: number): boolean {
  const next = bytes[end + 1]
  return bytes[end] === 0x24 && (next === 0x7b || next === 0x28)
}

/** `token: sk-abc...` shows how one begins. */
function isShortened(bytes: Uint8Array, end: number): boolean {
  return bytes[end] === 0x2e && bytes[end + 1] === 0x2e
}

function judge(text: Text, candidate: Candidate): Credential | RejectedCredential {
  const { start, end } = candidate
  if (isFilledIn(text.bytes, end)) return { start, end, rejected: 'reference' }
  if (isShortened(text.bytes, end)) return { start, end, rejected: 'placeholder' }
  const reading = readingOf(text, candidate)
  if (typeof reading === 'string') return { start, end, rejected: reading }
  const confidence = confidenceOf(scoreOf(reading), reading)
  if (confidence !== undefined) return { start, end, confidence }
  return { start, end, rejected: reading.shape.rarity.worded > 0.5 ? 'words' : 'common' }
}
