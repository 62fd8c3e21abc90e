import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { positionsOf, type Engine, type Finding, type Position } from '@keyward/core'
import { inTree, type Job } from '../job.ts'
import type { Sighting } from './shipment.ts'
import { silenceAt } from './silence.ts'
import type { Source, Traced } from './source-map.ts'

/** What a finding in a built file is in the text that file was made from. */
export function originalOf(
  finding: Finding,
  traced: Traced,
  { text }: Source,
  path: string,
  { job, engine, cwd }: { readonly job: Job; readonly engine: Engine; readonly cwd: string },
): Sighting {
  const original = text === undefined ? bytesBelow(cwd, path) : Buffer.from(text)
  const position = placeIn(original ?? Buffer.alloc(0), traced, finding.secret.reveal())
  const { suppression: _ofTheBuiltFile, ...rest } = finding
  const silence =
    original &&
    silenceAt(original, position.line, finding.detector.id, engine, inTree(job.base, path))
  return {
    finding: silence ? { ...rest, suppression: { ...silence, state: 'used' } } : rest,
    position,
    path,
  }
}

/** A map without its sources names files that may be at hand; none outside is opened. */
function bytesBelow(cwd: string, path: string): Buffer | undefined {
  const file = resolve(cwd, path)
  const isOutside = path.startsWith('../')
  if (isOutside || !statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined
  return readFileSync(file)
}

/** The secret itself, or else the name that a build has put it in the place of. */
function placeIn(bytes: Buffer, { line, column }: Traced, secret: string): Position {
  const text = bytes.toString().split('\n')[line - 1] ?? ''
  const isHere = text.includes(secret, column - 1)
  const at = isHere ? -1 : bytes.indexOf(secret)
  const [elsewhere] = positionsOf(
    bytes,
    at < 0 ? [] : [{ start: at, end: at + Buffer.byteLength(secret) }],
  )
  if (elsewhere) return elsewhere
  const start = isHere ? text.indexOf(secret, column - 1) : column - 1
  const name = /^[\w$.]+/.exec(text.slice(start))?.[0] ?? ' '
  const end = start + (isHere ? secret : name).length
  return {
    line,
    column: start + 1,
    endLine: line,
    endColumn: end + 1,
    byteColumn: Buffer.byteLength(text.slice(0, start)) + 1,
    endByteColumn: Buffer.byteLength(text.slice(0, end)) + 1,
  }
}
