import { readSync } from 'node:fs'

/** What the entries of a pack say of themselves, before anything is inflated. */
export interface PackHeaders {
  /** 1 commit, 2 tree, 3 blob, 4 tag, 6 delta by offset, 7 delta by id; 0 what we do not know. */
  readonly types: Uint8Array
  /** Inflated; of deltas, the delta itself. */
  readonly sizes: Uint32Array
  /** How far behind the start of an entry its zlib stream begins. */
  readonly lengths: Uint8Array
  /** Where, in the pack, the base of a delta begins, when it says so by offset. */
  readonly baseOffsets: Float64Array
  /** The base of a delta, where it says so by id. */
  readonly baseIds: ReadonlyMap<number, Buffer>
}

const blockLength = 4 * 1024 * 1024
const longestHeader = 10 + 32

/** Reads the header of each entry; `offsets` are in order and end with the end of the last entry. */
export function readPackHeaders(
  file: number,
  offsets: Float64Array,
  idLength: number,
  held?: Uint8Array,
): PackHeaders {
  const count = offsets.length - 1
  const types = new Uint8Array(count)
  const sizes = new Uint32Array(new SharedArrayBuffer(count * 4))
  const lengths = new Uint8Array(new SharedArrayBuffer(count))
  const baseOffsets = new Float64Array(count)
  const baseIds = new Map<number, Buffer>()
  const room = new Uint8Array(held ? 0 : blockLength)
  let block = held ?? room.subarray(0, 0)
  let blockStart = 0

  for (let entry = 0; entry < count; entry++) {
    const start = offsets[entry]!
    const end = Math.min(offsets[entry + 1]!, start + longestHeader)
    if (end > blockStart + block.length) readBlock(start)
    if (end > start && end <= blockStart + block.length) {
      readHeader(entry, start - blockStart, end - blockStart)
    }
  }
  return { types, sizes, lengths, baseOffsets, baseIds }

  function readBlock(start: number): void {
    if (held) return
    block = room.subarray(0, readSync(file, room, 0, blockLength, start))
    blockStart = start
  }

  function readHeader(entry: number, from: number, end: number): void {
    let at = from
    let byte = block[at++]!
    const type = (byte >> 4) & 7
    let size = byte & 15
    for (let scale = 16; byte >= 128 && at < end; scale *= 128) {
      byte = block[at++]!
      size += (byte & 127) * scale
    }
    if (byte >= 128) return
    if (type === 6) {
      let distance = -1
      do {
        if (at >= end) return
        byte = block[at++]!
        distance = (distance + 1) * 128 + (byte & 127)
      } while (byte >= 128)
      baseOffsets[entry] = offsets[entry]! - distance
    } else if (type === 7) {
      if (at + idLength > end) return
      baseIds.set(entry, Buffer.from(block.slice(at, at + idLength)))
      at += idLength
    }
    types[entry] = type
    // What is larger than we count is larger than we hold.
    sizes[entry] = Math.min(size, 2 ** 32 - 1)
    lengths[entry] = at - from
  }
}
