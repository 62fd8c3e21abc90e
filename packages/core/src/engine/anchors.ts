import type { Detector } from '../detector.ts'
import { escapeAnchors } from './decode/escapes.ts'
import { directive } from './suppressions.ts'

/** What is done where an anchor stands. */
export type AnchorTarget =
  DetectorTarget | { readonly kind: 'escape' } | { readonly kind: 'directive' }

export interface DetectorTarget {
  readonly kind: 'detector'
  readonly detector: Detector
  /** Its place in the detector's own list. */
  readonly anchor: number
}

export interface AnchorTable {
  readonly literals: readonly string[]
  /** For each literal, everyone who asked for it. */
  readonly targets: readonly (readonly AnchorTarget[])[]
}

/** Every literal the prefilter looks for, once, with all that hangs on it. */
export function collectAnchors(detectors: readonly Detector[]): AnchorTable {
  const table = new Map<string, AnchorTarget[]>()
  add(table, directive, { kind: 'directive' })
  for (const literal of escapeAnchors) add(table, literal, { kind: 'escape' })
  for (const detector of detectors) {
    detector.anchors.forEach((literal, anchor) => {
      add(table, literal, { kind: 'detector', detector, anchor })
    })
  }
  return { literals: [...table.keys()], targets: [...table.values()] }
}

function add(table: Map<string, AnchorTarget[]>, literal: string, target: AnchorTarget): void {
  const folded = literal.toLowerCase()
  const targets = table.get(folded)
  if (targets) targets.push(target)
  else table.set(folded, [target])
}
