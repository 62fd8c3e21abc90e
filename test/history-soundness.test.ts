import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from '@keyward/core'
import { expect, test } from 'vitest'
import { planObjects } from '../packages/scanner/src/git/objects/objects.ts'
import { sortBlobs } from '../packages/scanner/src/loud-blobs.ts'
import { emptySifting } from '../packages/scanner/src/object-sifter.ts'
import { ObjectPool } from '../packages/scanner/src/object-threads.ts'
import { noPast } from '../packages/scanner/src/past-scan.ts'
import { prepareRepository, type PreparedRepository } from '../packages/scanner/src/prepare.ts'
import type { Surroundings } from '../packages/scanner/src/surroundings.ts'
import { emptyTally, type Tally } from '../packages/scanner/src/tally.ts'
import { createTextScanner } from '../packages/scanner/src/text-scanner.ts'
import { scanWholeHistory } from '../packages/scanner/src/whole-history.ts'
import { folderWith } from './command.ts'
import { makeRandomHistory, type Version } from './random-history.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index)
const historiesEach = 10
const settings = 'salt = "for this test"\n'

test.each(seeds)(
  'history finds what scanning each text whole finds, in ten random histories from %i on',
  { timeout: 300_000 },
  async (seed) => {
    let secrets = 0
    for (let index = 0; index < historiesEach; index++) {
      const folder = folderWith()
      const versions = makeRandomHistory(folder, seed * historiesEach + index)
      writeFileSync(join(folder, 'keyward.toml'), settings)
      const surroundings = surroundingsOf(folder)
      const prepared = await prepareRepository({ format: 'json' }, surroundings)
      const tally = await scanWholeHistory(prepared, false, surroundings)
      const expected = scannedWhole(versions, prepared.job)
      const name = `history ${seed * historiesEach + index}`
      expect(foundIn(tally), name).toEqual([...new Set([...expected.values()].flat())].sort())
      // A report tells a secret once, whatever else of the same file was missed.
      const seen = await blobsSeen(prepared)
      expect(
        [...expected.keys()].filter((id) => !seen.has(id)),
        name,
      ).toEqual([])
      secrets += expected.size
    }
    expect(secrets).toBeGreaterThan(50)
  },
)

/** The blobs that the pack reader has scanned whole, for it takes them to hold something. */
async function blobsSeen({ repository, job }: PreparedRepository): Promise<Set<string>> {
  const pool = new ObjectPool(job, () => false)
  const gitDirectory = repository.commonDirectory
  const planned = await planObjects({ gitDirectory, isClean: () => false })
  const sifting = emptySifting()
  await pool.sift(planned.plan, sifting)
  const trees = await pool.readTrees(planned, sifting.kept)
  const { loud } = await sortBlobs(sifting.kept, noPast, trees, (named) =>
    pool.findSilent(named, repository),
  )
  pool.end()
  return new Set([...loud, ...planned.unread, ...sifting.unread])
}

/** Each secret under each name of a text that it has stood in. */
function foundIn({ entries }: Tally): string[] {
  const found = entries.flatMap(({ detector, fingerprint, path, origin }) =>
    (origin?.paths ?? [path]).map((path) => `${path} ${detector} ${String(fingerprint)}`),
  )
  return [...new Set(found)].sort()
}

/** By blob, what it holds under each of its names. */
function scannedWhole(
  versions: readonly Version[],
  job: PreparedRepository['job'],
): Map<string, string[]> {
  const text = createTextScanner(job, emptyTally())
  const found = new Map<string, string[]>()
  const seen = new Map<Buffer, Set<string>>()
  for (const { path, bytes } of versions) {
    const paths = seen.get(bytes) ?? new Set()
    if (paths.has(path)) continue
    seen.set(bytes, paths.add(path))
    for (const { path: inner, scan } of text.collect(bytes, path)) {
      for (const { detector, secret } of scan.findings) {
        const told = `${inner} ${detector.id} ${fingerprint(job.salt ?? '', detector.id, secret)}`
        found.set(idOf(bytes), [...(found.get(idOf(bytes)) ?? []), told])
      }
    }
  }
  return found
}

function idOf(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function surroundingsOf(cwd: string): Surroundings {
  const nothing = { write: () => true }
  return {
    cwd,
    environment: {},
    stdin: (async function* () {})(),
    stdout: nothing,
    stderr: nothing,
    program: { node: process.execPath, file: '' },
    today: '2026-11-21',
    stopped: () => false,
  }
}
