import { closeSync, fstatSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Origin } from '@keyward/core'
import { contentsOf, contentsOfFile } from './archives/contents.ts'
import { formatOf } from './archives/format.ts'
import { reasonOf } from './reason.ts'
import type { Tally } from './tally.ts'
import type { TextScanner } from './text-scanner.ts'

/** A text that is too large to be held, and comes in pieces that are valid until the next one. */
export interface LargeText {
  readonly path: string
  readonly pieces: AsyncIterator<Uint8Array>
  readonly origin?: Origin
}

/** As many bytes as tell what a file is. */
const headLength = 4096

/** Scans it as it comes. An archive is laid down first, for it is read from its end. */
export async function scanLargeText(
  large: LargeText,
  text: TextScanner,
  tally: Tally,
): Promise<void> {
  const { path, pieces, origin } = large
  const head = await readHead(pieces)
  const format = formatOf(contentsOf(head))
  if (format === 'sealed') tally.counts.sealed++
  if (format !== undefined && format !== 'sealed') {
    await scanArchive(head, large, text, tally)
    return
  }
  const stream = text.stream(path, origin)
  stream.add(head)
  await forEach(pieces, (piece) => {
    stream.add(piece)
  })
  stream.end()
}

async function readHead(pieces: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < headLength) {
    const piece = await pieces.next()
    if (piece.done === true) break
    head = Buffer.concat([head, piece.value])
  }
  return head
}

async function forEach(
  pieces: AsyncIterator<Uint8Array>,
  visit: (piece: Uint8Array) => void,
): Promise<void> {
  for (;;) {
    const piece = await pieces.next()
    if (piece.done === true) return
    visit(piece.value)
  }
}

async function scanArchive(
  head: Uint8Array,
  { path, pieces, origin }: LargeText,
  text: TextScanner,
  tally: Tally,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-'))
  try {
    const file = openSync(join(folder, 'archive'), 'wx+', 0o600)
    try {
      writeFully(file, head)
      await forEach(pieces, (piece) => {
        writeFully(file, piece)
      })
      text.scanParts(contentsOfFile(file, fstatSync(file).size), path, origin)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    tally.problems.push({ path, reason: `To be opened, it is laid down first. ${reasonOf(error)}` })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}
