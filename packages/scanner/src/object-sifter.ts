import { anywhere, type Engine, type Origin, type TextHome } from '@keyward/core'
import { contentsOf } from './archives/contents.ts'
import { formatOf, mayBeContainer } from './archives/format.ts'
import { isBinary, scanTexts } from './archives/texts.ts'
import { asBuffer } from './as-buffer.ts'
import { dateOf } from './git/date.ts'
import type { BlobVisitor, StoredBlob } from './git/objects/stored-blob.ts'
import type { Job } from './job.ts'
import { emptyTally, type Tally } from './tally.ts'
import { createTextScanner, isPointer, type TextScanner } from './text-scanner.ts'

/** What was learnt of objects without knowing where they stand; plain data, so that it crosses threads. */
export interface Sifting {
  /** Blobs that may hold something, at some place. */
  readonly kept: string[]
  /** Objects of which something is told, which a later scan must tell again. */
  readonly told: string[]
  /** Objects that are left to git. */
  readonly unread: string[]
  /** The ids of what commits and tags lead to, one behind the other. */
  named: string
  /** What messages say, and how much was read. */
  readonly tally: Tally
}

export interface ObjectSifter {
  readonly visit: BlobVisitor
  readonly sifting: Sifting
  /** Blobs that stand there are sifted faster. */
  readonly home: TextHome
}

/** Tells the blobs that may hold something from those that hold nothing; messages are scanned. */
export function createObjectSifter(job: Job): ObjectSifter {
  const sifting = emptySifting()
  const { tally } = sifting
  const text = createTextScanner(job, tally)
  const { home } = text.engine
  return { sifting, home, visit: (blob) => (blob.kind === 'blob' ? sift(blob) : scanMessage(blob)) }

  function sift(blob: StoredBlob): Uint32Array | 'whole' | undefined {
    const bytes = asBuffer(blob.bytes)
    tally.counts.blobs++
    tally.counts.bytes += bytes.length
    if (!isPlain(bytes)) {
      const { mayHold, sealed } = siftParts(bytes, text.engine)
      note(blob, mayHold, sealed)
      return 'whole'
    }
    const { mayHold, left } = text.engine.sift(blob)
    note(blob, mayHold, 0)
    return left
  }

  function note({ bytes, id }: StoredBlob, mayHold: boolean, sealed: number): void {
    const pointers = Number(isPointer(bytes))
    if (mayHold) sifting.kept.push(id())
    else if (sealed + pointers > 0) {
      tally.counts.sealed += sealed
      tally.counts.pointers += pointers
      sifting.told.push(id())
    }
  }

  function scanMessage({ kind, bytes, id }: StoredBlob): undefined {
    const before = tally.entries.length + tally.problems.length
    const object = asBuffer(bytes)
    if (kind === 'commit') tally.counts.commits++
    else tally.counts.tags++
    sifting.named += namedBy(object)
    const message = messageIn(object)
    const isQuiet = !mayBeWide(message) && !text.engine.sift({ bytes: message }).mayHold
    if (message.length > 0 && !isQuiet) scanText(message, bytes, kind, id, text)
    if (tally.entries.length + tally.problems.length > before) sifting.told.push(id())
  }
}

export function emptySifting(): Sifting {
  return { kept: [], told: [], unread: [], named: '', tally: emptyTally() }
}

function scanText(
  message: Uint8Array,
  object: Uint8Array,
  kind: string,
  id: () => string,
  text: TextScanner,
): void {
  const scan = text.engine.scan(message, { path: kind })
  if (scan.findings.length + scan.problems.length === 0) return
  const where = kind === 'tag' ? 'tag' : 'commit message'
  text.scan(message, `${kind} ${id().slice(0, 12)}`, { ...originIn(object, kind, id()), where })
}

/** Whether it is one text of bytes that mean what they are. */
function isPlain(bytes: Buffer): boolean {
  if (mayBeWide(bytes)) return false
  return !mayBeContainer(bytes) || formatOf(contentsOf(bytes)) === undefined
}

function mayBeWide(bytes: Buffer): boolean {
  return isBinary(bytes) || (bytes[0] ?? 0) >= 0xfe
}

/** A container, a wide text, or a program with texts in it: what is copied to others tells nothing. */
function siftParts(bytes: Uint8Array, engine: Engine): { mayHold: boolean; sealed: number } {
  let mayHold = false
  let sealed = 0
  scanTexts(bytes, '', (part) => engine.scan(part, anywhere), {
    text({ scan: { findings, problems, suppressions } }) {
      mayHold ||= findings.length + problems.length + suppressions.length > 0
    },
    stream() {
      mayHold = true
      return { add: () => undefined, end: () => undefined }
    },
    problem: () => (mayHold = true),
    sealed: () => sealed++,
  })
  return { mayHold, sealed }
}

/** Who made a commit or a tag, and when. */
export function originIn(bytes: Uint8Array, kind: string, id: string): Origin {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('utf8')
  const line = /^(?:author|tagger) (?<author>.*) (?<seconds>\d+) [+-]\d{4}$/m.exec(head)?.groups
  const who = line ? { author: line['author'] ?? '', date: dateOf(Number(line['seconds'])) } : {}
  return kind === 'commit' ? { commit: id, ...who } : who
}

/**
 * A commit begins with its tree and its parents, a tag with what it is a tag of. These lines are
 * short, and asking for where they end would take longer.
 */
function namedBy(object: Buffer): string {
  let named = ''
  let line = 0
  do {
    let id = line + 1
    while (id <= object.length && object[id - 1] !== space && object[id - 1] !== lineBreak) id++
    let end = id
    while (end < object.length && object[end] !== lineBreak) end++
    if (end >= object.length || object[id - 1] === lineBreak) return named
    named += object.toString('latin1', id, end)
    line = end + 1
  } while (object[line] === parent[0] && parent.every((byte, at) => object[line + at] === byte))
  return named
}

const space = 0x20
const lineBreak = 0x0a
const parent = Buffer.from('parent ')
const blankLine = Buffer.from('\n\n')

function messageIn(object: Buffer): Buffer {
  const end = object.indexOf(blankLine)
  return object.subarray(end < 0 ? object.length : end + blankLine.length)
}
