import { ending } from './areas.as'
import { first, goesOn, isRead, last, setBounds } from './bounds.as'
import { mayBeGiven } from './names.as'

// What a literal is entered with: its length, its kind, what it needs, where its table stands.
const kind: usize = 1
const needed: usize = 2
const table: usize = 4

/** It stands where it is spelt with the same case, … */
const exact: u32 = 1
/** … in a name that may be given a value, … */
const name: u32 = 2
/** … or is a word of which only the presence counts. */
const word: u32 = 4

@inline
export function isExact(gates: usize): bool {
  return (load<u8>(gates + kind) & exact) != 0
}

@inline
export function isWord(gates: usize): bool {
  return (load<u8>(gates + kind) & word) != 0
}

/** Most literals are met by chance, which what stands around them tells. */
export function mayCount(start: usize, gates: usize): bool {
  if (!isRead()) return true
  const refused = <usize>load<u32>(gates + table)
  if (refused != 0 && start > first && isIn(refused, load<u8>(start - 1))) return false
  const character = load<u8>(gates + needed)
  if (character != 0 && !holds(start + <usize>load<u8>(gates), character)) return false
  return (load<u8>(gates + kind) & name) == 0 || mayBeGiven(start)
}

@inline
function isIn(bits: usize, byte: u8): bool {
  return ((load<u8>(bits + <usize>(byte >>> 3)) >>> (byte & 7)) & 1) != 0
}

// Asked for one place after another, it reads on.
let sought: u8 = 0
let soughtFrom: usize = 0
let soughtAt: usize = 0

/** Tells how the text is read in which anchors are looked for next. */
export function bound(from: usize, to: usize, readAs: u32, isPart: bool): void {
  setBounds(from, to, readAs, isPart)
  sought = 0
}

/** Whether a character stands in what follows without a space, a quote, `<`, `>` or a slash. */
function holds(from: usize, character: u8): bool {
  if (character != sought || from < soughtFrom || from > soughtAt) {
    let at = from
    while (at < last && load<u8>(at) != character && !ends(load<u8>(at))) at++
    sought = character
    soughtFrom = from
    soughtAt = at
  }
  return soughtAt < last ? load<u8>(soughtAt) == character : goesOn
}

@inline
function ends(byte: u8): bool {
  return load<u8>(ending + <usize>byte) != 0 || byte == 0x2f
}
