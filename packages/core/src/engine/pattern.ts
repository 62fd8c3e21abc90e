import type { FoundSpan, PatternDetector, RejectedSpan } from '../detector.ts'
import { isPlaceholder } from './placeholder.ts'
import { latin1 } from './latin1.ts'
import type { TextWindow } from './window.ts'

/** A detector's pattern, compiled when the first of its anchors turns up. */
export class Pattern {
  readonly detector: PatternDetector
  readonly #back: number
  readonly #window: number
  #literals: readonly (Uint8Array | undefined)[] | undefined
  #refused: Uint8Array | undefined
  #sticky: RegExp | undefined
  #indexed: RegExp | undefined

  constructor(detector: PatternDetector) {
    this.detector = detector
    this.#back = detector.back ?? 0
    this.#window = detector.window ?? 512
  }

  /** Tries the pattern at an anchor, or at most `back` bytes before it but not before `from`. */
  at(
    anchor: number,
    number: number,
    from: number,
    window: TextWindow,
  ): FoundSpan | RejectedSpan | undefined {
    if (!this.#mayStand(anchor, number, window)) return undefined
    window.cover(anchor - this.#back - 64, anchor + this.#window + 1)
    const first = Math.max(anchor - this.#back, from, window.start)
    this.#sticky ??= new RegExp(this.detector.pattern.source, `${this.detector.pattern.flags}y`)
    for (let start = first; start <= anchor; start++) {
      this.#sticky.lastIndex = start - window.start
      if (this.#sticky.test(window.text)) return this.#judge(start - window.start, window)
    }
    return undefined
  }

  /** Most anchors are met by chance, and a look at the bytes spares the pattern. */
  #mayStand(anchor: number, number: number, window: TextWindow): boolean {
    const { anchors, pattern, needs } = this.detector
    const { bytes } = window
    this.#refused ??= this.#back === 0 ? refusedBefore(pattern) : nowhere
    if (anchor > 0 && this.#refused[bytes[anchor - 1]!] === 1) return false
    this.#literals ??= anchors.map((literal) => exactBytes(literal, pattern))
    const literal = this.#literals[number]
    if (literal && !standsAt(bytes, anchor, literal)) return false
    return needs === undefined || window.holds(needs.charCodeAt(0), anchor, anchor + this.#window)
  }

  #judge(index: number, window: TextWindow): FoundSpan | RejectedSpan | undefined {
    this.#indexed ??= new RegExp(this.detector.pattern.source, `${this.detector.pattern.flags}yd`)
    this.#indexed.lastIndex = index
    const match = this.#indexed.exec(window.text)
    const groups = match?.groups
    const span = match?.indices?.groups?.['secret']
    const secret = groups?.['secret']
    if (!match || !groups || !span || secret === undefined) return undefined

    const start = window.start + span[0]
    const end = window.start + span[1]
    const named = this.#isNamedNear(start, end, window.bytes)
    if (!named && this.detector.nearby?.required) return { start, end, rejected: 'context' }
    const checked = this.detector.check?.(secret, { text: match[0], groups })
    if (typeof checked === 'object') return { start, end, rejected: checked.rejected }
    if (checked !== 'certain' && isPlaceholder(secret)) {
      return { start, end, rejected: 'placeholder' }
    }
    const confidence = checked ?? this.detector.confidence ?? 'likely'
    return { confidence, start, end, named, reach: window.start + index + match[0].length }
  }

  #isNamedNear(start: number, end: number, bytes: Uint8Array): boolean {
    const nearby = this.detector.nearby
    if (!nearby) return false
    const within = nearby.within ?? 256
    const before = latin1(bytes, Math.max(0, start - within), start).toLowerCase()
    const after = latin1(bytes, end, Math.min(bytes.length, end + within)).toLowerCase()
    return nearby.words.some((word) => before.includes(word) || after.includes(word))
  }
}

/**
 * Anchors are found in any case. Where the pattern spells one out, and in one case alone, it need
 * not be tried on any other.
 */
function exactBytes(literal: string, pattern: RegExp): Uint8Array | undefined {
  if (pattern.ignoreCase) return undefined
  const source = pattern.source.replace(/\\(?=\W)/g, '')
  const spelt = source.split(literal).length
  const inAnyCase = source.toLowerCase().split(literal.toLowerCase()).length
  return spelt > 1 && spelt === inAnyCase ? new TextEncoder().encode(literal) : undefined
}

const nowhere = new Uint8Array(256)

/** By byte: 1 where it must not stand before a match, of a pattern that begins by saying so. */
function refusedBefore({ source, flags }: RegExp): Uint8Array {
  const refused = /^\(\?<!(\[(?:[^\]\\]|\\.)+\]|\\\w)\)/.exec(source)?.[1]
  if (refused === undefined) return nowhere
  const name = `${refused}${flags}`
  let table = tables.get(name)
  if (!table) {
    const pattern = new RegExp(refused, flags)
    table = Uint8Array.from(nowhere, (_, byte) => Number(pattern.test(String.fromCharCode(byte))))
    tables.set(name, table)
  }
  return table
}

/** Many patterns begin alike. */
const tables = new Map<string, Uint8Array>()

function standsAt(bytes: Uint8Array, offset: number, literal: Uint8Array): boolean {
  for (let index = 0; index < literal.length; index++) {
    if (bytes[offset + index] !== literal[index]) return false
  }
  return true
}
