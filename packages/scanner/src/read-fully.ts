import { readSync } from 'node:fs'

/** Reads from a position until the buffer is full or the file ends; answers how much there was. */
export function readFully(file: number, buffer: Buffer, position = 0): number {
  let length = 0
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, position + length)
    if (count === 0) break
    length += count
  }
  return length
}
