import type { Span } from '@keyward/core'
import { readFully } from '../read-fully.ts'

/** Bytes that are looked at where it is needed, in memory or in a file. */
export interface Contents {
  readonly length: number
  /** Fewer bytes where the contents end before. */
  readonly part: (start: number, end: number) => Buffer
}

export function contentsOf(bytes: Uint8Array): Contents {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    length: all.length,
    part: (start, end) => all.subarray(Math.max(0, start), Math.max(0, end)),
  }
}

export function contentsOfFile(descriptor: number, length: number): Contents {
  return {
    length,
    part(start, end) {
      const from = Math.max(0, start)
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(end, length) - from))
      return bytes.subarray(0, readFully(descriptor, bytes, from))
    },
  }
}

const block = 1 << 20

/** Where a signature stands next, or -1. */
export function find(contents: Contents, signature: Buffer, from: number): number {
  for (let start = from; start < contents.length; start += block) {
    const at = contents.part(start, start + block + signature.length - 1).indexOf(signature)
    if (at >= 0) return start + at
  }
  return -1
}

/** All that lies outside of these spans. */
export function* partsAround(spans: readonly Span[], contents: Contents): Generator<Buffer, void> {
  const inOrder = [...spans].sort((a, b) => a.start - b.start)
  let at = 0
  for (const { start, end } of [...inOrder, { start: contents.length, end: contents.length }]) {
    for (let from = at; from < start; from += block) {
      yield contents.part(from, Math.min(start, from + block))
    }
    at = Math.max(at, end)
  }
}
