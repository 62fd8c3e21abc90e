import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from '@keyward/core'
import { expect, test } from 'vitest'
import { prepareRepository } from '../packages/scanner/src/prepare.ts'
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
  { timeout: 60_000 },
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
      expect(foundIn(tally), `history ${seed * historiesEach + index}`).toEqual(expected)
      secrets += expected.length
    }
    expect(secrets).toBeGreaterThan(50)
  },
)

/** Each secret under each name of a text that it has stood in. */
function foundIn({ entries }: Tally): string[] {
  const found = entries.flatMap(({ detector, fingerprint, path, origin }) =>
    (origin?.paths ?? [path]).map((path) => `${path} ${detector} ${String(fingerprint)}`),
  )
  return [...new Set(found)].sort()
}

function scannedWhole(
  versions: readonly Version[],
  job: Parameters<typeof createTextScanner>[0],
): string[] {
  const text = createTextScanner(job, emptyTally())
  const found = new Set<string>()
  const seen = new Map<Buffer, Set<string>>()
  for (const { path, bytes } of versions) {
    const paths = seen.get(bytes) ?? new Set()
    if (paths.has(path)) continue
    seen.set(bytes, paths.add(path))
    for (const { path: inner, scan } of text.collect(bytes, path)) {
      for (const { detector, secret } of scan.findings) {
        found.add(`${inner} ${detector.id} ${fingerprint(job.salt ?? '', detector.id, secret)}`)
      }
    }
  }
  return [...found].sort()
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
