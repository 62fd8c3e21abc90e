import { isAtLeast } from '../confidence.ts'
import type { Detector } from '../detector.ts'
import type { RejectionReason } from '../rejection.ts'
import type { Candidate, RejectedCandidate } from './candidate.ts'

export interface Chosen {
  readonly candidate: Candidate
  readonly alternatives: readonly Detector[]
}

export interface Resolution {
  readonly chosen: readonly Chosen[]
  /** Lost to a candidate that knows more about the same bytes. */
  readonly lost: readonly Candidate[]
}

/**
 * Of candidates that share bytes the best stays; what looks just like it becomes an alternative.
 * What a provider's own check has unmasked is no credential of an unknown service either.
 */
export function resolveOverlap(
  candidates: readonly Candidate[],
  rejections: readonly RejectedCandidate[],
): Resolution {
  const chosen: { candidate: Candidate; alternatives: Detector[] }[] = []
  const lost: Candidate[] = []
  const taken = new Taken()
  const unmasked = rejections.filter(
    ({ reason, detector }) => unmasking.has(reason) && 'pattern' in detector,
  )
  for (const candidate of candidates.toSorted(byRank)) {
    if (isGeneric(candidate) && unmasked.some((span) => overlaps(span, candidate))) {
      lost.push(candidate)
      continue
    }
    const holder = taken.holderOf(candidate.start, candidate.end)
    const winner = holder === undefined ? undefined : chosen[holder]
    if (!winner) {
      taken.add(candidate.start, candidate.end, chosen.length)
      chosen.push({ candidate, alternatives: [] })
    } else if (areAlike(winner.candidate, candidate)) winner.alternatives.push(candidate.detector)
    else lost.push(candidate)
  }
  chosen.sort((a, b) => byPlace(a.candidate, b.candidate))
  return { chosen, lost }
}

const unmasking: ReadonlySet<RejectionReason> = new Set(['checksum', 'placeholder', 'public'])

/** A detector that knows the shape comes before one that knows the place, and that before a guess. */
function vagueness({ detector }: Candidate): number {
  if ('finder' in detector) return 2
  return detector.byContext ? 1 : 0
}

function isGeneric({ detector }: Candidate): boolean {
  return 'finder' in detector
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

interface Span {
  readonly start: number
  readonly end: number
}

function areAlike(winner: Candidate, other: Candidate): boolean {
  const sameBytes = winner.start === other.start && winner.end === other.end
  const sameShape = winner.detector.looksLike?.includes(other.detector.id) ?? false
  return sameBytes && sameShape && !(winner.named && !other.named)
}

function byRank(a: Candidate, b: Candidate): number {
  return (
    vagueness(a) - vagueness(b) ||
    Number(isAtLeast(b.confidence, a.confidence)) - Number(isAtLeast(a.confidence, b.confidence)) ||
    Number(b.named) - Number(a.named) ||
    a.encodings.length - b.encodings.length ||
    b.end - b.start - (a.end - a.start) ||
    byPlace(a, b)
  )
}

function byPlace(a: Candidate, b: Candidate): number {
  return a.start - b.start || a.end - b.end || (a.detector.id < b.detector.id ? -1 : 1)
}

/** Spans without overlap, kept in order so that asking costs a binary search. */
class Taken {
  readonly #spans: { start: number; end: number; holder: number }[] = []

  holderOf(start: number, end: number): number | undefined {
    const span = this.#spans[this.#firstEndingAfter(start)]
    return span && span.start < end ? span.holder : undefined
  }

  add(start: number, end: number, holder: number): void {
    this.#spans.splice(this.#firstEndingAfter(start), 0, { start, end, holder })
  }

  #firstEndingAfter(offset: number): number {
    let low = 0
    let high = this.#spans.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#spans[middle]?.end ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
