import { isAtLeast, type Confidence } from '../confidence.ts'
import type { Detector } from '../detector.ts'
import type { Finding } from '../finding.ts'
import type { Place } from '../place.ts'
import type { Problem } from '../problem.ts'
import type { RejectionReason } from '../rejection.ts'
import { Secret } from '../secret.ts'
import type { Suppression } from '../suppression.ts'
import { defaultBudget, type Budget } from './budget.ts'
import type { Candidate, RejectedCandidate } from './candidate.ts'
import type { Decoded } from './decode/decoded.ts'
import { decodeWide } from './decode/wide.ts'
import { resolveOverlap, type Chosen } from './overlap.ts'
import type { TextHome } from './prefilter.ts'
import { look, prepareSearch, search, type Look, type Search } from './search.ts'
import { sift, type Sifted, type SiftedText } from './sift.ts'
import { Comments } from './comments.ts'
import { readSuppressions } from './suppressions.ts'

export interface EngineSettings {
  readonly detectors: readonly Detector[]
  /** Findings below it are left out. `likely` unless said. */
  readonly confidence?: Confidence
  /** As `2026-11-21`: suppressions end on a day, and the engine reads no clock. */
  readonly today: string
  /** Also tells what was turned down, and why. */
  readonly explain?: boolean
  readonly budget?: Partial<Budget>
  /** Words of 3 to 64 ASCII characters, in lower case, that `look` tells of. */
  readonly words?: readonly string[]
}

export interface Engine {
  /**
   * A place of at most `blockSize` bytes to read a text into, so that it need not be copied to be
   * scanned. It keeps its bytes until it is asked for again.
   */
  room(length: number): Uint8Array
  /** Where texts may stand that are sifted, so that they need not be copied. */
  readonly home: TextHome
  /** Tells which words stand in a text, and spares its scan half of the work. */
  look(bytes: Uint8Array, place: Place): Look
  /** `look`, where the engine has looked at the text at this place. */
  scan(bytes: Uint8Array, place: Place, look?: Look): Scan
  /** Whether any scan could say anything of a text, looking only at what is new in it. */
  sift(text: SiftedText): Sifted
}

/** What one text holds, in the order of the text. */
export interface Scan {
  readonly findings: readonly Finding[]
  readonly problems: readonly Problem[]
  readonly suppressions: readonly Suppression[]
  readonly rejections: readonly RejectedCandidate[]
}

const nothing: Scan = { findings: [], problems: [], suppressions: [], rejections: [] }

/** The engine that finds secrets in bytes with a set of detectors; make one and use it for all. */
export function createEngine(settings: EngineSettings): Engine {
  const budget = { ...defaultBudget, ...settings.budget }
  const tools = prepareSearch(settings.detectors, settings.words ?? [], budget)
  return {
    room: (length) => tools.prefilter.room(length),
    home: tools.prefilter.home,
    look: (bytes, place) => look(bytes, place, tools),
    scan(bytes, place, look) {
      const wide = decodeWide(bytes)
      const found = search(wide?.bytes ?? bytes, place, tools, wide ? undefined : look)
      if (isNothing(found)) return nothing
      const scan = weigh(found, wide?.bytes ?? bytes, settings)
      return wide ? moved(scan, wide) : scan
    },
    sift: (text) => sift(text, tools, settings.confidence ?? 'likely'),
  }
}

function isNothing({ candidates, rejections, directives, problems }: Search): boolean {
  return candidates.length + rejections.length + directives.length + problems.length === 0
}

/** What is left of a search once detectors, doubts and comments have had their say. */
function weigh(found: Search, bytes: Uint8Array, settings: EngineSettings): Scan {
  const comments = new Comments(readSuppressions(bytes, found.directives, settings.today))
  const judged = judge(found, settings.confidence ?? 'likely')
  return {
    findings: judged.chosen.map((chosen) => toFinding(chosen, comments)),
    problems: found.problems,
    suppressions: comments.settled(),
    rejections: settings.explain ? [...found.rejections, ...judged.rejections] : [],
  }
}

function judge(
  found: Search,
  floor: Confidence,
): { chosen: readonly Chosen[]; rejections: RejectedCandidate[] } {
  const { chosen, lost } = resolveOverlap(found.candidates, found.rejections)
  const rejections = lost.map((candidate) => turnedDown(candidate, 'specific'))
  for (const { candidate } of chosen) {
    if (!isAtLeast(candidate.confidence, floor)) {
      rejections.push(turnedDown(candidate, 'confidence'))
    }
  }
  return {
    chosen: chosen.filter(({ candidate }) => isAtLeast(candidate.confidence, floor)),
    rejections,
  }
}

function turnedDown(candidate: Candidate, reason: RejectionReason): RejectedCandidate {
  return { detector: candidate.detector, start: candidate.start, end: candidate.end, reason }
}

function toFinding({ candidate, alternatives }: Chosen, comments: Comments): Finding {
  const suppression = comments.silencing(candidate.detector.id, candidate)
  return {
    detector: candidate.detector,
    alternatives,
    confidence: candidate.confidence,
    secret: new Secret(candidate.text),
    start: candidate.start,
    end: candidate.end,
    encodings: candidate.encodings,
    ...(suppression ? { suppression } : {}),
  }
}

/** Everything in a decoded text, moved to where it stands in the text as it was read. */
function moved(scan: Scan, wide: Decoded): Scan {
  return {
    findings: scan.findings.map((finding) => ({
      ...finding,
      ...wide.origin(finding.start, finding.end),
      encodings: [wide.encoding, ...finding.encodings],
    })),
    problems: scan.problems,
    suppressions: scan.suppressions.map((suppression) => ({
      ...suppression,
      ...wide.origin(suppression.start, suppression.end),
    })),
    rejections: scan.rejections.map((rejection) => ({
      ...rejection,
      ...wide.origin(rejection.start, rejection.end),
    })),
  }
}
