import type { Contents } from './contents.ts'
import { faults, refused, type Member, type Members } from './member.ts'
import { contentStart, unpacked } from './zip-content.ts'
import { strayMembers } from './zip-strays.ts'

const ending = Buffer.from('PK\x05\x06')
const entry = 0x02014b50
const endingLength = 22
const entryLength = 46
const longestComment = 0xffff
const longestDirectory = 64 << 20

/** Where the list of members lies. Offsets count from `base`: something may stand before a zip. */
interface Directory {
  readonly start: number
  readonly end: number
  readonly base: number
}

export function endsAsZip({ length, part }: Contents): boolean {
  return part(length - endingLength, length - endingLength + 4).equals(ending)
}

/** The files of a zip. One without its directory is searched for what it had. */
export function* zipMembers(contents: Contents): Members {
  const directory = directoryOf(contents)
  if (!directory) {
    yield* strayMembers(contents)
    return faults.damaged
  }
  const list = contents.part(directory.start, directory.end)
  for (let at = 0; at < list.length;) {
    if (at + entryLength > list.length || list.readUInt32LE(at) !== entry) return faults.damaged
    const nameEnd = at + entryLength + list.readUInt16LE(at + 28)
    const extraEnd = nameEnd + list.readUInt16LE(at + 30)
    const header = list.subarray(at, extraEnd)
    if (!holdsNothing(header)) yield memberOf(header, nameEnd - at, contents, directory.base)
    at = extraEnd + list.readUInt16LE(at + 32)
  }
  return undefined
}

function directoryOf(contents: Contents): Directory | undefined {
  const tailStart = Math.max(0, contents.length - endingLength - longestComment)
  const tail = contents.part(tailStart, contents.length)
  const at = tail.lastIndexOf(ending)
  if (at < 0 || at + endingLength > tail.length) return undefined
  const end = tailStart + at
  const large = largeDirectory(contents, end)
  const size = large?.size ?? tail.readUInt32LE(at + 12)
  const offset = large?.offset ?? tail.readUInt32LE(at + 16)
  const before = (large?.at ?? end) - size
  if (size === 0) return isEmpty(tail, at) ? { start: 0, end: 0, base: 0 } : undefined
  if (size > longestDirectory) return undefined
  for (const start of [before, offset]) {
    if (start >= 0 && isAt(contents, start, entry)) {
      return { start, end: start + size, base: start - offset }
    }
  }
  return undefined
}

function isEmpty(tail: Buffer, at: number): boolean {
  return tail.readUInt16LE(at + 10) === 0
}

/** The directory of a zip of more than 4 GB or 65,535 members. */
function largeDirectory(
  contents: Contents,
  end: number,
): { size: number; offset: number; at: number } | undefined {
  if (end < 20 || !isAt(contents, end - 20, 0x07064b50)) return undefined
  const said = Number(contents.part(end - 12, end - 4).readBigUInt64LE())
  const signature = Buffer.from('PK\x06\x06')
  // Where something stands before the zip, it lies further behind than is said.
  const at = [said, end - 76].find((at) => contents.part(at, at + 4).equals(signature))
  if (at === undefined) return undefined
  const record = contents.part(at, at + 56)
  if (record.length < 56) return undefined
  return {
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
    at,
  }
}

function isAt(contents: Contents, at: number, signature: number): boolean {
  const bytes = contents.part(at, at + 4)
  return bytes.length === 4 && bytes.readUInt32LE(0) === signature
}

function holdsNothing(header: Buffer): boolean {
  return header.readUInt32LE(24) === 0 && header.readUInt32LE(20) === 0
}

function memberOf(header: Buffer, nameEnd: number, contents: Contents, base: number): Member {
  const sizes = sizesIn(header, nameEnd)
  const name = header.toString('utf8', entryLength, nameEnd)
  // Some directories say wrongly where they begin, and rightly where their members do.
  const start = contentStart(contents, base + sizes.offset) ?? contentStart(contents, sizes.offset)
  if (start === undefined) {
    return { name, span: { start: 0, end: 0 }, pieces: refused(faults.damaged) }
  }
  const packing = { method: header.readUInt16LE(10), flags: header.readUInt16LE(8) }
  const said = { start, end: start + sizes.packed }
  const size = sizes.unpacked
  const span = { start, end: Math.min(said.end, contents.length) }
  return { name, span, pieces: unpacked(contents, said, packing, size) }
}

interface Sizes {
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

/** Numbers that do not fit stand in an extra field, in this order. */
function sizesIn(header: Buffer, extraStart: number): Sizes {
  const said = [header.readUInt32LE(24), header.readUInt32LE(20), header.readUInt32LE(42)]
  const extra = largeExtra(header.subarray(extraStart))
  let at = 0
  const [unpacked = 0, packed = 0, offset = 0] = said.map((number) => {
    if (number !== 0xffffffff || at + 8 > extra.length) return number
    at += 8
    return Number(extra.readBigUInt64LE(at - 8))
  })
  return { unpacked, packed, offset }
}

function largeExtra(extras: Buffer): Buffer {
  for (let at = 0; at + 4 <= extras.length;) {
    const end = at + 4 + extras.readUInt16LE(at + 2)
    if (extras.readUInt16LE(at) === 1) return extras.subarray(at + 4, end)
    at = end
  }
  return Buffer.alloc(0)
}
