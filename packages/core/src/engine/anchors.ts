import type { Detector } from '../detector.ts'
import { escapeAnchors } from './decode/escapes.ts'
import { gateOf } from './gate.ts'
import type { Literal } from './literals.ts'
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
  readonly literals: readonly Literal[]
  /** For each literal, everyone who asked for it. */
  readonly targets: readonly (readonly AnchorTarget[])[]
}

/** Every literal the prefilter looks for, with all that hangs on it. */
export function collectAnchors(detectors: readonly Detector[]): AnchorTable {
  const table = new Table()
  table.add({ text: directive }, { kind: 'directive' })
  for (const text of escapeAnchors) table.add({ text }, { kind: 'escape' })
  for (const detector of detectors) {
    const gate = gateOf(detector)
    detector.anchors.forEach((text, anchor) => {
      table.add(gate(text), { kind: 'detector', detector, anchor })
    })
  }
  return table
}

/** A literal that counts in two ways is there twice. */
class Table implements AnchorTable {
  readonly literals: Literal[] = []
  readonly targets: AnchorTarget[][] = []
  readonly #numbers = new Map<string, number[]>()

  add(literal: Literal, target: AnchorTarget): void {
    const folded = literal.text.toLowerCase()
    const alike = this.#numbers.get(folded) ?? []
    this.#numbers.set(folded, alike)
    const number = alike.find((other) => isSame(this.literals[other]!, literal))
    if (number !== undefined) {
      this.targets[number]!.push(target)
      return
    }
    alike.push(this.literals.length)
    this.literals.push(literal)
    this.targets.push([target])
  }
}

function isSame(one: Literal, other: Literal): boolean {
  return (
    (one.text === other.text || (!one.isExact && !other.isExact)) &&
    one.isExact === other.isExact &&
    one.notBehind === other.notBehind &&
    one.needs === other.needs &&
    one.isName === other.isName
  )
}
