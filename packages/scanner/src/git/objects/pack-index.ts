import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The `.idx` of a pack: its objects by id. */
export interface PackIndex {
  readonly count: number
  /** All ids, sorted, one each `stride` bytes from `firstId` on. */
  readonly bytes: Buffer
  readonly firstId: number
  readonly stride: number
  /** Where each object begins in the pack, in the order of the ids. */
  readonly offsets: Float64Array
  /** Where the id at an offset of some bytes stands among the ids, or -1. */
  find(ids: Buffer, offset: number): number
}

const magic = 0xff744f63
const fanoutSize = 256 * 4

/** Undefined: it is no index that we know how to read. */
export function readPackIndex(path: string, idLength: number): PackIndex | undefined {
  const bytes = readFileSync(path)
  if (bytes.length < fanoutSize + 2 * idLength) return undefined
  const isNew = bytes.readUInt32BE(0) === magic
  if (isNew && bytes.readUInt32BE(4) !== 2) return undefined
  const fanout = isNew ? 8 : 0
  const count = bytes.readUInt32BE(fanout + fanoutSize - 4)
  const table = fanout + fanoutSize
  const rowLength = isNew ? idLength + 8 : idLength + 4
  if (bytes.length < table + count * rowLength + 2 * idLength) return undefined
  if (!isAscending(bytes, fanout) || !isAsWritten(bytes, idLength)) return undefined
  const offsets = isNew
    ? newOffsets(bytes, table + count * (idLength + 4), count, bytes.length - 2 * idLength)
    : oldOffsets(bytes, table, count, rowLength)
  if (!offsets) return undefined
  const firstId = isNew ? table : table + 4
  const stride = isNew ? idLength : rowLength
  return {
    ...{ count, bytes, firstId, stride, offsets },
    find: (ids, offset) => find({ bytes, fanout, firstId, stride, idLength }, ids, offset),
  }
}

/** Looks ids up in an index that was read before, whole and sound. */
export function openKnownIndex(
  path: string,
  idLength: number,
): ((id: Buffer) => boolean) | undefined {
  const bytes = readFileSync(path)
  if (bytes.length < fanoutSize || bytes.readUInt32BE(0) !== magic) {
    const index = readPackIndex(path, idLength)
    return index && ((id) => index.find(id, 0) >= 0)
  }
  const table = { bytes, fanout: 8, firstId: 8 + fanoutSize, stride: idLength, idLength }
  return (id) => find(table, id, 0) >= 0
}

interface SortedIds extends Pick<PackIndex, 'bytes' | 'firstId' | 'stride'> {
  readonly fanout: number
  readonly idLength: number
}

function find(
  { bytes, fanout, firstId, stride, idLength }: SortedIds,
  ids: Buffer,
  offset: number,
): number {
  const first = ids[offset]!
  const beginning = ids.readUInt32BE(offset)
  let low = first === 0 ? 0 : bytes.readUInt32BE(fanout + (first - 1) * 4)
  let high = bytes.readUInt32BE(fanout + first * 4)
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = firstId + middle * stride
    const order =
      bytes.readUInt32BE(at) - beginning ||
      bytes.compare(ids, offset, offset + idLength, at, at + idLength)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return -1
}

function isAscending(bytes: Buffer, fanout: number): boolean {
  for (let at = fanout + 4; at < fanout + fanoutSize; at += 4) {
    if (bytes.readUInt32BE(at) < bytes.readUInt32BE(at - 4)) return false
  }
  return true
}

/** Ends with its own checksum: a wrong id would hide an object behind another's name. */
function isAsWritten(bytes: Buffer, idLength: number): boolean {
  const checksum = createHash(idLength === 32 ? 'sha256' : 'sha1')
  checksum.update(bytes.subarray(0, -idLength))
  return checksum.digest().equals(bytes.subarray(-idLength))
}

/** An offset with its highest bit set says where, in a second table, 64 bits hold the real one. */
function newOffsets(
  bytes: Buffer,
  table: number,
  count: number,
  end: number,
): Float64Array | undefined {
  const offsets = new Float64Array(count)
  const large = table + count * 4
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let index = 0; index < count; index++) {
    const offset = view.getUint32(table + index * 4)
    if (offset < 2 ** 31) {
      offsets[index] = offset
      continue
    }
    const at = large + (offset - 2 ** 31) * 8
    if (at + 8 > end) return undefined
    offsets[index] = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4)
  }
  return offsets
}

function oldOffsets(bytes: Buffer, table: number, count: number, rowLength: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) =>
    bytes.readUInt32BE(table + index * rowLength),
  )
}
