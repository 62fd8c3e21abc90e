import type { Detector } from '../detector.ts'
import type { SearchTools } from './search.ts'
import { near } from './stretches.ts'

/** How far around theirs the others look. */
export interface Outlook {
  readonly back: number
  readonly ahead: number
  readonly isFar: (detector: Detector) => boolean
}

const outlooks = new WeakMap<SearchTools, Outlook>()
/** What a credential and all around it may take, on a line without end. */
const credential = { back: 400, ahead: 10_500 } as const

export function outlookOf(tools: SearchTools): Outlook {
  let outlook = outlooks.get(tools)
  if (!outlook) outlooks.set(tools, (outlook = measure([...tools.patterns.keys()])))
  return outlook
}

function measure(detectors: readonly Detector[]): Outlook {
  const far = new Set<Detector>()
  let { back, ahead }: { back: number; ahead: number } = credential
  for (const detector of detectors) {
    const reach = reachOf(detector)
    if (reach.back <= near.back && reach.ahead <= near.ahead) continue
    far.add(detector)
    back = Math.max(back, reach.back)
    ahead = Math.max(ahead, reach.ahead)
  }
  return { back, ahead, isFar: (detector) => far.has(detector) }
}

/** As far as its pattern goes, what stands before that, and words that may stand near. */
function reachOf(detector: Detector): { back: number; ahead: number } {
  if ('finder' in detector) return credential
  const words = detector.nearby ? (detector.nearby.within ?? 256) : 0
  return {
    back: (detector.back ?? 0) + Math.max(64, words),
    ahead: (detector.window ?? 512) + Math.max(1, words),
  }
}

/** A value begins at most so far behind its anchor, … */
const latestValue = 400
/** … and when it ends no later than this, what is looked at around it is near. */
const latestEnd = 640

/** Whether a value behind an anchor may go on for long: it ends with its line at the latest. */
export function isLongLine(bytes: Uint8Array, anchor: number): boolean {
  const end = Math.min(bytes.length, anchor + latestEnd)
  for (let at = anchor + latestValue; at < end; at++) if (bytes[at] === 10) return false
  return anchor + latestValue < bytes.length
}
