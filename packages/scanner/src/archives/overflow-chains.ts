import { Excerpt } from './excerpt.ts'

const magic = Buffer.from('SQLite format 3\0')
const headerLength = 100
const tableLeaf = 13
const indexLeaf = 10
const indexInner = 2

interface Paging {
  readonly pageSize: number
  /** What of a page is not kept for extensions. */
  readonly usable: number
}

export function isDatabase(bytes: Buffer): boolean {
  return bytes[0] === magic[0] && bytes.length > headerLength && bytes.indexOf(magic) === 0
}

/** The values of a SQLite database that go on in other pages, put together. */
export function overflowChainsIn(bytes: Buffer): Excerpt {
  const excerpt = new Excerpt(1, [])
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65536 : bytes.readUInt16BE(16)
  const usable = pageSize - (bytes[20] ?? 0)
  if (pageSize < 512 || usable < 480) return excerpt
  const used = new Set<number>()
  for (let start = 0; start + pageSize <= bytes.length; start += pageSize) {
    const header = start === 0 ? headerLength : start
    const type = bytes[header] ?? 0
    if (type !== tableLeaf && type !== indexLeaf && type !== indexInner) continue
    const cells = Math.min(bytes.readUInt16BE(header + 3), usable >> 1)
    const list = header + (type === indexInner ? 12 : 8)
    for (let at = list; at < list + cells * 2 && at + 2 <= start + pageSize; at += 2) {
      const cell = start + bytes.readUInt16BE(at)
      if (cell < start + usable) {
        follow(bytes, type, cell, start + usable, { pageSize, usable }, used, excerpt)
      }
    }
  }
  return excerpt
}

function follow(
  bytes: Buffer,
  type: number,
  cell: number,
  pageEnd: number,
  { pageSize, usable }: Paging,
  used: Set<number>,
  excerpt: Excerpt,
): void {
  const [length, behind] = varint(bytes, type === indexInner ? cell + 4 : cell)
  const payload = type === tableLeaf ? varint(bytes, behind)[1] : behind
  const local = localLength(length, type === tableLeaf, usable)
  if (local >= length || payload + local + 4 > pageEnd) return
  excerpt.add(bytes.subarray(payload, payload + local), payload)
  let next = bytes.readUInt32BE(payload + local)
  for (let left = length - local; left > 0 && next > 0 && !used.has(next);) {
    const start = (next - 1) * pageSize
    if (start + pageSize > bytes.length) break
    // In a damaged database pages may follow each other in a ring.
    used.add(next)
    const part = bytes.subarray(start + 4, start + 4 + Math.min(left, usable - 4))
    excerpt.add(part, start + 4)
    left -= part.length
    next = bytes.readUInt32BE(start)
  }
  excerpt.end()
}

/** How much of a value stays in its own page, as the file format has it. */
function localLength(length: number, isTable: boolean, usable: number): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (length <= most) return length
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const aim = least + ((length - least) % (usable - 4))
  return aim <= most ? aim : least
}

function varint(bytes: Buffer, at: number): readonly [value: number, end: number] {
  let value = 0
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index] ?? 0
    if (index === 8) return [value * 256 + byte, at + 9]
    value = value * 128 + (byte & 127)
    if (byte < 128) return [value, at + index + 1]
  }
  return [value, at + 9]
}
