import type { Dialect } from './dialect.ts'

/** Answers whether an offset lies in a string that spans lines, whose words are no code. */
export function rawStrings(bytes: Uint8Array, { extension }: Dialect): (offset: number) => boolean {
  const fence = extension === 'py' ? 3 : 1
  const byte = extension === 'py' ? 0x22 : 0x60
  let fences: readonly number[] | undefined
  return (offset) => {
    if (!isFenced(extension)) return false
    fences ??= fencesIn(bytes, byte, fence)
    return countBefore(fences, offset) % 2 === 1
  }
}

/** Whether strings of a language may span lines. */
export function isFenced(extension: string): boolean {
  return extension === 'go' || extension === 'py'
}

function fencesIn(bytes: Uint8Array, byte: number, width: number): readonly number[] {
  const fences: number[] = []
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at)) {
    let end = at + 1
    while (bytes[end] === byte && end < at + width) end++
    if (end - at === width) fences.push(at)
    at = end
  }
  return fences
}

function countBefore(fences: readonly number[], offset: number): number {
  let low = 0
  let high = fences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fences[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low
}
