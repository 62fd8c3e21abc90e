import { positionsOf, type Engine, type Origin, type Scan } from '@keyward/core'
import { partsAround, type Contents } from './archives/contents.ts'
import {
  receiverOf,
  scanTexts,
  tellTexts,
  type ScannedText,
  type TextVisitor,
} from './archives/texts.ts'
import { unpack } from './archives/unpacking.ts'
import { entryOf } from './entry.ts'
import { engineFor, inTree, type Job } from './job.ts'
import { PieceScanner, type PieceOfText } from './pieces.ts'
import type { Tally } from './tally.ts'

/** Scans one text after another into a tally. */
export interface TextScanner {
  readonly engine: Engine
  scan(bytes: Uint8Array, path: string, origin?: Origin): void
  /** What is found in a text, and in all texts that it holds, before anything is told of it. */
  collect(bytes: Uint8Array, path: string): readonly ScannedText[]
  /** For a text that is too large to be held and may be an archive. */
  scanParts(contents: Contents, path: string, origin?: Origin): void
  /** For a text that is too large to be held, or has no end in sight. */
  stream(path: string, origin?: Origin): TextStream
}

export interface TextStream {
  add(bytes: Uint8Array): void
  end(): void
}

export function createTextScanner(job: Job, tally: Tally): TextScanner {
  const engine = engineFor(job)
  const receiver = receiverOf(look, visitor())
  return {
    engine,
    scan(bytes, path, origin) {
      if (isPointer(bytes)) tally.counts.pointers++
      tellTexts(bytes, path, origin ? receiverOf(look, visitor(origin)) : receiver)
    },
    collect(bytes, path) {
      if (isPointer(bytes)) tally.counts.pointers++
      const texts: ScannedText[] = []
      scanTexts(bytes, path, look, { ...visitor(), text: (text) => texts.push(text) })
      tally.counts.bytes += texts.reduce((sum, text) => sum + text.bytes.length, 0)
      return texts
    },
    scanParts(contents, path, origin) {
      const told = unpack(contents, path, receiverOf(look, visitor(origin))) ?? []
      const rest = stream(path, origin)
      for (const part of partsAround(told, contents)) rest.add(part)
      rest.end()
    },
    stream,
  }

  function stream(path: string, origin?: Origin): TextStream {
    const pieces = new PieceScanner(engine, { path: inTree(job.base, path) })
    return {
      add(bytes) {
        tally.counts.bytes += bytes.length
        for (const piece of pieces.add(bytes)) note(piece)
      },
      end() {
        note(pieces.end())
      },
    }
    function note({ found, problems }: PieceOfText): void {
      for (const reason of problems) tally.problems.push({ path, reason })
      for (const { finding, position } of found) {
        tally.entries.push(entryOf(finding, position, path, job, origin))
      }
    }
  }

  function look(bytes: Uint8Array, path: string): Scan {
    return engine.scan(bytes, { path: inTree(job.base, path) })
  }

  function visitor(origin?: Origin): TextVisitor {
    return {
      text({ scan, bytes, path }) {
        tally.counts.bytes += bytes.length
        if (isSilent(scan)) return
        record(scan, bytes, { path, job, tally, ...(origin ? { origin } : {}) })
      },
      stream: (path) => stream(path, origin),
      problem(path, reason) {
        tally.problems.push({ path, reason })
      },
      sealed() {
        tally.counts.sealed++
      },
    }
  }
}

function isSilent({ findings, problems, suppressions }: Scan): boolean {
  return findings.length + problems.length + suppressions.length === 0
}

const pointerStart = Buffer.from('version https://git-lfs.github.com/spec/')

/** A few lines that stand for a large file, which git LFS keeps elsewhere. */
export function isPointer(bytes: Uint8Array): boolean {
  if (bytes.length > 1024 || bytes[0] !== pointerStart[0]) return false
  return pointerStart.equals(bytes.subarray(0, pointerStart.length))
}

/** A text that was scanned, and where what it holds is put. */
export interface Target {
  readonly path: string
  readonly job: Job
  readonly tally: Tally
  readonly origin?: Origin
}

/** The plugin of ESLint has the same comments for its rules, which only it can judge. */
const ruleName = /^(?:no|require)-/

/** Puts what was found in a text into the tally. */
export function record(scan: Scan, bytes: Uint8Array, target: Target): void {
  const { path, job, tally, origin } = target
  const { findings } = scan
  for (const { reason } of scan.problems) tally.problems.push({ path, reason })
  positionsOf(bytes, findings).forEach((position, index) => {
    const finding = findings[index]
    if (finding) tally.entries.push(entryOf(finding, position, path, job, origin))
  })
  const idle = scan.suppressions.filter(
    ({ state, detector }) => state !== 'used' && !ruleName.test(detector),
  )
  positionsOf(bytes, idle).forEach(({ line }, index) => {
    const suppression = idle[index]
    if (suppression) tally.suppressions.push({ ...suppression, path, line })
  })
}
