import { gunzipSync, inflateRawSync } from 'node:zlib'
import type { Contents } from './contents.ts'
import { Inflation } from './inflation.ts'
import { faults, type Pieces } from './member.ts'

/** What is larger is inflated piece by piece, which takes several times as long. */
const mostAtOnce = 32 << 20

/** A deflate stream. */
export function* inflated(contents: Contents, start: number, end: number, size?: number): Pieces {
  const whole = atOnce(contents, start, end, inflateRawSync, size)
  if (!whole) return yield* new Inflation(upTo(contents, end), start).pieces()
  yield whole
  return undefined
}

/** A gzip file, which may be several, one behind the other. */
export function* gunzipped(contents: Contents): Pieces {
  const whole = atOnce(contents, 0, contents.length, gunzipSync)
  if (!whole) return yield* oneByOne(contents)
  yield whole
  return undefined
}

function* oneByOne(contents: Contents): Pieces {
  let at = 0
  do {
    const start = at + headerLength(contents.part(at, at + (1 << 16)))
    const inflation = new Inflation(contents, start)
    const fault = yield* inflation.pieces()
    if (fault !== undefined) return fault
    // The length and a checksum of the text.
    at = inflation.end + 8
  } while (isGzip(contents.part(at, at + 3)))
  return at > contents.length ? faults.cutOff : undefined
}

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

function headerLength(header: Buffer): number {
  const flags = header[3] ?? 0
  let length = 10
  if (flags & 4) length += 2 + (header[10] ?? 0) + ((header[11] ?? 0) << 8)
  for (const flag of [8, 16]) if (flags & flag) length = header.indexOf(0, length) + 1 || Infinity
  return flags & 2 ? length + 2 : length
}

function atOnce(
  contents: Contents,
  start: number,
  end: number,
  inflate: typeof inflateRawSync,
  size = 0,
): Uint8Array | undefined {
  if (end - start > mostAtOnce || size > mostAtOnce) return undefined
  // In steps of the size it will have, nothing is copied together in the end.
  const chunkSize = Math.min(Math.max(64, size || 4 * (end - start)), 1 << 20)
  try {
    return inflate(contents.part(start, end), { maxOutputLength: mostAtOnce, chunkSize })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

function upTo({ part }: Contents, length: number): Contents {
  return { length, part: (start, end) => part(start, Math.min(end, length)) }
}
