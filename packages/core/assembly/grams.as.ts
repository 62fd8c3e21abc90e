import { scratch } from './areas.as'

// While literals are entered, of the scratch area: a text, then tables.
const parts: usize = scratch + 0x8000 // 2^19 bits
const uses: usize = scratch + 0x18000 // 2^16 counts
const frequencies: usize = scratch + 0x38000 // 256 numbers
/** How long a text may be: words to learn, or literals. */
export const mostText: usize = 0x8000

const multiplier: u32 = 0x9e3779b1
const noCase: u32 = 0xdf

/**
 * Reads from the scratch area the characters that are met most often, the first most, and words that
 * texts are full of: a literal is better noticed by something else.
 */
export function learn(letters: usize, length: usize): void {
  memory.fill(parts, 0, 0x30800)
  // Nothing is as frequent as the space, or as any byte at all.
  for (let byte = 0; byte < 256; byte++) {
    store<f64>(frequencies + (byte << 3), 1 / <f64>(50 + 4 * letters))
  }
  store<f64>(frequencies, 1)
  for (let rank: usize = 0; rank < letters; rank++) {
    store<f64>(placeOf(load<u8>(scratch + rank)), 1 / <f64>(10 + 4 * rank))
  }
  let value: u32 = 0
  let width = 0
  for (let at: usize = scratch + letters; at < scratch + length; at++) {
    const byte: u32 = load<u8>(at)
    width = byte <= 32 ? 0 : width + 1
    value = byte <= 32 ? 0 : append(value, byte)
    if (width > 2) mark(value >>> 8)
    if (width > 3) mark(value)
  }
}

/** The grams that were chosen last: an even number of bytes behind the literal's start, and an odd. */
export let evenGram: u32 = 0
export let evenBack: i32 = 0
export let oddGram: u32 = 0
export let oddBack: i32 = 0

/** Chooses those that are met least often in texts that do not hold the literal. */
export function choose(literal: usize, length: i32): void {
  // A gram that reaches over an edge says little and fills the tables.
  const over = length < 5 ? 1 : 0
  let evenCost: f64 = Infinity
  let oddCost: f64 = Infinity
  let value: u32 = 0
  for (let at = 0; at < length + over; at++) {
    value = append(value, at < length ? <u32>load<u8>(literal + at) : 0)
    const back = at - 3
    if (back < -over) continue
    const cost = costOf(value, back)
    if (back & 1) {
      if (cost >= oddCost) continue
      oddGram = value
      oddBack = back
      oddCost = cost
    } else if (cost < evenCost) {
      evenGram = value
      evenBack = back
      evenCost = cost
    }
  }
  use(evenGram)
  use(oddGram)
}

function costOf(value: u32, back: i32): f64 {
  // Many literals with one gram would all be compared wherever it stands.
  let cost = 1 + <f64>load<u16>(usesOf(value)) / 8
  if (isPart(back < 0 ? value >>> 8 : value)) cost *= 100
  for (let shift = 0; shift < 32; shift += 8) {
    cost *= load<f64>(frequencies + <usize>(((value >>> shift) & 0xff) << 3))
  }
  return cost
}

/** The bytes of the literal that a gram holds; the others may be anything. */
export function maskOf(back: i32, length: i32): u32 {
  let mask: u32 = 0
  for (let index = 0; index < 4; index++) {
    const at = back + index
    if (at >= 0 && at < length) mask |= noCase << (8 * index)
  }
  return mask
}

@inline
function append(value: u32, byte: u32): u32 {
  return (value >>> 8) | ((byte & noCase) << 24)
}

@inline
function placeOf(byte: u32): usize {
  return frequencies + <usize>((byte & noCase) << 3)
}

@inline
function usesOf(value: u32): usize {
  return uses + <usize>(((value * multiplier) >>> 16) << 1)
}

function use(value: u32): void {
  const place = usesOf(value)
  store<u16>(place, load<u16>(place) + 1)
}

function mark(value: u32): void {
  const index = (value * multiplier) >>> 13
  const place = parts + <usize>(index >>> 3)
  store<u8>(place, load<u8>(place) | <u8>(<u32>1 << (index & 7)))
}

function isPart(value: u32): bool {
  const index = (value * multiplier) >>> 13
  return ((load<u8>(parts + <usize>(index >>> 3)) >>> (index & 7)) & 1) != 0
}
