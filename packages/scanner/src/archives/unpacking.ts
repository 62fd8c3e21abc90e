import { posix } from 'node:path'
import type { Span } from '@keyward/core'
import { asarMembers } from './asar.ts'
import { contentsOf, type Contents } from './contents.ts'
import { formatOf } from './format.ts'
import { gunzipped } from './inflated.ts'
import { collect, faults, stored, type Fault, type Members, type Pieces } from './member.ts'
import { PieceReader } from './piece-reader.ts'
import { isTar, tarMembers } from './tar.ts'
import { zipMembers } from './zip.ts'

/** What becomes of what is unpacked. */
export interface Receiver {
  /** A text, and which of it is told in other texts already. */
  text(bytes: Uint8Array, path: string, told: readonly Span[]): void
  /** A text that is too large to be held. */
  stream(path: string): { add(bytes: Uint8Array): void; end(): void }
  problem(path: string, reason: string): void
  /** It is packed in a way that is not opened here. */
  sealed(): void
}

const mb = 1 << 20
const deepest = 4
const mostOfMember = 48 * mb
/** Of an archive, the one around it, and so on, all are in memory. */
const mostHeld = 80 * mb
const mostUnpacked = 512 * mb
/** What is packed tighter is there to fill a disk; whatever it holds is repeated. */
const mostPerByte = 200
const mostMembers = 100_000
const exhausted = 'It holds more than is unpacked of one file, so the rest was not scanned.'

/** Tells all texts in a container and in containers in it, and where in it they lie. */
export function unpack(
  contents: Contents,
  path: string,
  receiver: Receiver,
): readonly Span[] | undefined {
  return new Unpacking(contents.length, receiver).open(contents, path, 0)
}

/** How much was read, and why not more. */
interface Amount {
  readonly length: number
  readonly fault: Fault | undefined
}

class Unpacking {
  readonly #receiver: Receiver
  #bytesLeft: number
  #streamedLeft: number
  #membersLeft = mostMembers
  #held = 0

  constructor(length: number, receiver: Receiver) {
    this.#receiver = receiver
    this.#bytesLeft = Math.min(mostUnpacked, Math.max(mostOfMember, length * mostPerByte))
    this.#streamedLeft = this.#bytesLeft
  }

  /** Where the told texts lie in it; nothing for what is no container. */
  open(contents: Contents, path: string, depth: number): readonly Span[] | undefined {
    const format = formatOf(contents)
    if (format === undefined) return undefined
    if (format === 'sealed') {
      this.#receiver.sealed()
      return []
    }
    if (depth === deepest) {
      this.#receiver.problem(path, `It lies in ${deepest} archives already, so it was not opened.`)
      return []
    }
    if (format === 'zip') return this.#walk(zipMembers(contents), path, depth)
    if (format === 'asar') return this.#walk(asarMembers(contents), path, depth)
    if (format === 'gzip') return this.#openGzip(contents, path, depth)
    return this.#walk(
      tarMembers(new PieceReader(stored(contents, 0, contents.length))),
      path,
      depth,
    )
  }

  /** A tar in it goes by the name of the whole. */
  #openGzip(contents: Contents, path: string, depth: number): readonly Span[] {
    const reader = new PieceReader(this.#bounded(gunzipped(contents)))
    const span = { start: 0, end: contents.length }
    const members = isTar(reader.peek(512)) ? tarMembers(reader) : only(reader, path, span)
    const told = this.#walk(members, path, depth)
    return told.length > 0 ? [span] : []
  }

  #walk(members: Members, path: string, depth: number): readonly Span[] {
    const told: Span[] = []
    const faulty = new Map<Fault, { path: string; others: number }>()
    for (;;) {
      // Asking for one more member may unpack a lot to come there.
      const next = this.#isExhausted() ? { done: true as const, value: exhausted } : members.next()
      if (next.done) {
        if (next.value !== undefined && !faulty.has(next.value))
          this.#receiver.problem(path, next.value)
        break
      }
      const { name, span, pieces } = next.value
      const inner = `${path}!${isName(name) ? name : 'unnamed'}`
      const { length, fault } = this.#read(pieces, inner, depth + 1)
      if (fault !== undefined) note(faulty, fault, inner)
      if (length > 0) told.push({ start: span.start, end: span.end })
      // What is unpacked again and again costs time although nothing comes out.
      this.#bytesLeft -= Math.max(length, span.end - span.start)
      this.#membersLeft--
    }
    for (const [fault, { path, others }] of faulty) {
      const more = others === 0 ? '' : ` The same goes for ${others} more.`
      this.#receiver.problem(path, fault + more)
    }
    return told
  }

  #isExhausted(): boolean {
    return this.#bytesLeft <= 0 || this.#membersLeft <= 0
  }

  #read(pieces: Pieces, path: string, depth: number): Amount {
    const most = Math.min(mostOfMember, mostHeld - this.#held, this.#bytesLeft)
    const { bytes, ending } = collect(pieces, most)
    if (!ending && formatOf(contentsOf(bytes)) === undefined) {
      return this.#stream(bytes, pieces, path)
    }
    if (bytes.length > 0) this.#enter(bytes, path, depth)
    return { length: bytes.length, fault: ending ? ending.fault : faults.tooLarge }
  }

  #enter(bytes: Uint8Array, path: string, depth: number): void {
    this.#held += bytes.length
    const told = this.open(contentsOf(bytes), path, depth) ?? []
    this.#receiver.text(bytes, path, told)
    this.#held -= bytes.length
  }

  #stream(bytes: Uint8Array, pieces: Pieces, path: string): Amount {
    const stream = this.#receiver.stream(path)
    stream.add(bytes)
    let length = bytes.length
    let fault: Fault | undefined = exhausted
    while (length < this.#bytesLeft) {
      const { done, value } = pieces.next()
      if (done) {
        fault = value
        break
      }
      length += value.length
      stream.add(value)
    }
    stream.end()
    return { length, fault }
  }

  /** What only is passed over is unpacked as well. */
  *#bounded(pieces: Pieces): Pieces {
    for (;;) {
      if (this.#streamedLeft <= 0) return exhausted
      const { done, value } = pieces.next()
      if (done) return value
      this.#streamedLeft -= value.length
      yield value
    }
  }
}

function* only(reader: PieceReader, path: string, span: Span): Members {
  const name = posix.basename(path.slice(path.lastIndexOf('!') + 1)).replace(/\.gz$/i, '')
  yield { name, span, pieces: reader.read() }
  return undefined
}

function note(
  faulty: Map<Fault, { path: string; others: number }>,
  fault: Fault,
  path: string,
): void {
  const known = faulty.get(fault)
  if (known) known.others++
  else faulty.set(fault, { path, others: 0 })
}

/** Where an archive is damaged, what stands for a name may be anything that lies there. */
function isName(name: string): boolean {
  return name.length <= 512 && !/\p{Cc}/u.test(name)
}
