import { faults, type Members } from './member.ts'
import type { PieceReader } from './piece-reader.ts'

const block = 512
/** A name or a list of extended headers that is longer is none. */
const mostAside = 1 << 20

/** What a header says about the one behind it. */
interface Ahead {
  name?: string
  size?: number
}

/** The files of a tar: POSIX, pax or GNU. */
export function* tarMembers(reader: PieceReader): Members {
  let ahead: Ahead = {}
  let isDamaged = false
  for (;;) {
    const header = reader.take(block)
    if (header.length < block) return isDamaged ? faults.damaged : ending(reader, header)
    if (!isTar(header)) {
      // Zeros end an archive, but another may follow; after anything else a header may.
      isDamaged ||= header.some((byte) => byte !== 0)
      continue
    }
    const type = String.fromCharCode(header[156] ?? 0)
    const size = hasContent(type) ? (ahead.size ?? sizeIn(header)) : 0
    if (isAside(type)) {
      const end = reader.position + padded(size)
      ahead = { ...ahead, ...readAside(type, reader.take(Math.min(size, mostAside))) }
      reader.skipTo(end)
      continue
    }
    if (type === 'S' && header[482] === 1) skipSparseMap(reader)
    const start = reader.position
    const name = ahead.name ?? nameIn(header)
    ahead = {}
    if (size > 0) {
      // A size may be far from true.
      const span = {
        start,
        get end() {
          return Math.min(start + size, reader.position)
        },
      }
      yield { name, span, pieces: reader.read(size) }
    }
    reader.skipTo(start + padded(size))
  }
}

function ending(reader: PieceReader, rest: Buffer): string | undefined {
  return reader.fault ?? (rest.some((byte) => byte !== 0) ? faults.cutOff : undefined)
}

/** Whether a tar's header begins here; its checksum counts itself as spaces. */
export function isTar(header: Buffer): boolean {
  if (header.toString('latin1', 257, 262) !== 'ustar') return false
  let sum = 8 * 32
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += header[at] ?? 0
  return sum === octal(header, 148, 156)
}

/** Links, devices, folders and pipes say a size at times, but have none. */
function hasContent(type: string): boolean {
  return !'123456'.includes(type)
}

function isAside(type: string): boolean {
  return 'xgLK'.includes(type)
}

function readAside(type: string, bytes: Buffer): Ahead {
  if (type === 'L') return { name: untilZero(bytes) }
  if (type !== 'x') return {}
  const path = /(?:^|\n)\d+ path=([^\n]*)/.exec(bytes.toString())?.[1]
  const size = /(?:^|\n)\d+ size=(\d+)\n/.exec(bytes.toString())?.[1]
  return {
    ...(path === undefined ? {} : { name: path }),
    ...(size === undefined ? {} : { size: Number(size) }),
  }
}

function nameIn(header: Buffer): string {
  const name = untilZero(header.subarray(0, 100))
  // Only POSIX has a prefix there; GNU has times.
  const prefix = header[262] === 0 ? untilZero(header.subarray(345, 500)) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Octal digits, or a number in bytes where the first bit is set. */
function sizeIn(header: Buffer): number {
  if ((header[124] ?? 0) < 0x80) return octal(header, 124, 136)
  const size = header.readBigUInt64BE(128)
  return size > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(size)
}

function octal(header: Buffer, start: number, end: number): number {
  return parseInt(untilZero(header.subarray(start, end)).trim() || '0', 8) || 0
}

function skipSparseMap(reader: PieceReader): void {
  while (reader.take(block)[504] === 1);
}

function untilZero(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end)
}

function padded(size: number): number {
  return Math.ceil(size / block) * block
}
