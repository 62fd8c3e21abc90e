import type { Detector } from '../detector.ts'
import type { Literal } from './literals.ts'

/** Where an anchor of a detector counts, as far as bytes beside it tell: most are met by chance. */
export function gateOf(detector: Detector): (anchor: string) => Literal {
  if ('finder' in detector) return (text) => ({ text, isName: detector.ofNames === true })
  const { pattern, back = 0, needs } = detector
  const notBehind = back === 0 ? refusedBefore(pattern) : undefined
  const source = pattern.source.replace(/\\(?=\W)/g, '')
  const lower = source.toLowerCase()
  return (text) => ({
    text,
    isExact: !pattern.ignoreCase && isSpelt(text, source, lower),
    notBehind,
    needs,
  })
}

/** Whether a pattern spells a literal out, and in one case alone. */
function isSpelt(literal: string, source: string, lower: string): boolean {
  const spelt = source.split(literal).length
  return spelt > 1 && spelt === lower.split(literal.toLowerCase()).length
}

/** By byte: 1 where it must not stand before a match, of a pattern that begins by saying so. */
function refusedBefore({ source, flags }: RegExp): Uint8Array | undefined {
  const refused = /^\(\?<!(\[(?:[^\]\\]|\\.)+\]|\\\w)\)/.exec(source)?.[1]
  if (refused === undefined) return undefined
  const name = `${refused}${flags}`
  let table = tables.get(name)
  if (!table) {
    const pattern = new RegExp(refused, flags)
    table = Uint8Array.from({ length: 256 }, (_, byte) =>
      Number(pattern.test(String.fromCharCode(byte))),
    )
    tables.set(name, table)
  }
  return table
}

/** Many patterns begin alike. */
const tables = new Map<string, Uint8Array>()
