import type { Entry, Report } from '@keyward/core'
import { expect, test } from 'vitest'
import { exitCode } from '../exit-code.ts'
import { emptyTally } from '../tally.ts'
import { jobSummary, printGithub } from './github.ts'
import { printSarif } from './sarif.ts'

const commit = '0123456789'.repeat(4)

const entry: Entry = {
  path: 'commit message',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 9,
  byteColumn: 5,
  endByteColumn: 9,
  detector: 'acme-key',
  title: 'Acme key',
  why: 'Whoever holds it can read {all}.',
  fix: 'Revoke it.',
  confidence: 'likely',
  verdict: { state: 'new' },
  alternatives: [],
  encodings: [],
  preview: 'ab…yz',
  origin: { commit, author: 'A', date: '2026-11-21T10:00:00Z', where: 'commit message' },
}

const { counts } = emptyTally()
const report: Report = {
  entries: [entry],
  problems: [],
  suppressions: [],
  read: counts,
  left: counts,
}

test('SARIF tells the commit of what history holds, and where in it', () => {
  const text = printSarif(report, { cwd: '/', base: '', code: exitCode.found })
  const document = JSON.parse(text) as { runs: [{ results: [Record<string, unknown>] }] }
  expect(document.runs[0].results[0]).toMatchObject({
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'commit%20message', uriBaseId: '%SRCROOT%' },
        },
        logicalLocations: [{ name: 'commit message' }],
      },
    ],
    properties: {
      confidence: 'likely',
      commit,
      author: 'A',
      date: '2026-11-21T10:00:00Z',
      where: 'commit message',
    },
  })
})

test('annotations and the page of the run tell the commit, too', () => {
  expect(printGithub(report, '')).toContain(
    '::ab…yz (likely) in a commit message of commit 012345678901. Whoever holds it can read {all}.',
  )
  expect(jobSummary(report, '')).toContain('| commit message:3:5 (012345678901) |')
})
