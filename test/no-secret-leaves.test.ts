import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createEngine, providers } from '@keyward/core'
import { folderWith, git, repositoryWith, run } from './command.ts'

const detectors = providers.flatMap((provider) => provider.detectors)
const engine = createEngine({ detectors, confidence: 'possible', today: '2026-01-01' })
const examples = detectors.flatMap(({ id, examples }) =>
  Object.values(examples.leaks).map((text) => ({ id, text })),
)

/** Stretches longer than any preview shows, away from a beginning that names the kind. */
function stretches(secret: string): string[] {
  const text = secret.replace(/-----[^-]+-----/g, '').trim()
  if (text.length < 12) return []
  const middle = Math.floor(text.length / 2)
  return [text.slice(middle, middle + 10), text.slice(-9), text.slice(-12, -2)]
}

const secrets = examples.flatMap(({ text }) =>
  engine
    .scan(new TextEncoder().encode(text), { path: 'example' })
    .findings.map(({ secret }) => secret.reveal()),
)
const told = secrets.flatMap(stretches)

function leaksIn(output: string): string[] {
  return told.filter((stretch) => output.includes(stretch))
}

test('there are secrets enough to look for', () => {
  expect(secrets.length).toBeGreaterThan(150)
})

test.each([
  ['text', []],
  ['JSON', ['--format', 'json']],
  ['SARIF', ['--format', 'sarif']],
  ['GitHub', ['--format', 'github']],
])('no report in the form of %s tells a secret', (_, flags) => {
  const folder = repositoryWith(
    Object.fromEntries(examples.map(({ text }, index) => [`f${String(index)}.env`, text])),
  )
  const { stdout, stderr } = run(['--confidence', 'possible', ...flags], folder)
  expect(stdout.length).toBeGreaterThan(10_000)
  expect(leaksIn(stdout + stderr)).toEqual([])
})

test('no explanation tells a secret', () => {
  const text = examples.map(({ text }) => text.replaceAll('\n', ' ')).join('\n')
  const folder = folderWith({ 'all.env': text })
  for (let line = 1; line <= examples.length; line += 40) {
    const { stdout, stderr } = run(['explain', `all.env:${String(line)}`], folder)
    expect(leaksIn(stdout + stderr)).toEqual([])
  }
}, 60_000)

test('no error tells a secret, whatever is wrong', () => {
  const [secret = ''] = secrets
  const settings = [
    `salt = 5 # ${secret}`,
    `salt = "${secret}`,
    `"${secret}" = 1`,
    `confidence = "${secret}"`,
    `[[allow]]\npattern = "(${secret}"\nreason = "x"`,
    `[[allow]]\nfingerprint = "${secret}"\nreason = "x"`,
    `[[key]]\nid = "${secret}"\nprefix = "${secret}"`,
    `[detectors]\noff = ["${secret}"]`,
  ]
  for (const text of settings) {
    const folder = folderWith({ 'keyward.toml': text, 'a.txt': secret })
    const { code, stdout, stderr } = run([], folder)
    expect(code).not.toBe(0)
    expect(leaksIn(stdout + stderr)).toEqual([])
  }
})

test('nothing that a scan remembers tells a secret', () => {
  const folder = repositoryWith({ 'a.txt': secrets.join('\n') })
  run(['--format', 'json'], folder)
  const kept = git(folder, 'rev-parse', '--git-path', 'keyward')
  const files = run(['--format', 'json', join(folder, kept)], folder).stdout
  expect(files).toContain('"findings":0')
})

test('no finding tells its secret when it is printed, serialised or thrown', () => {
  for (const { text } of examples) {
    const scan = engine.scan(new TextEncoder().encode(text), { path: 'example' })
    const printed = scan.findings.map(({ secret, start, end }) => ({ secret, start, end }))
    expect(leaksIn(inspect(printed, { depth: 9, showHidden: true }))).toEqual([])
    expect(leaksIn(JSON.stringify(printed))).toEqual([])
    expect(leaksIn(String(new Error(printed.map(({ secret }) => String(secret)).join())))).toEqual(
      [],
    )
  }
})

test('a problem with a file does not tell what stands in it', () => {
  const [secret = ''] = secrets
  const folder = folderWith({ 'a.txt': secret })
  writeFileSync(join(folder, 'many.txt'), `${secret}\n`.repeat(20_000))
  chmodSync(join(folder, 'a.txt'), 0o600)
  const { code, stdout, stderr } = run([], folder)
  expect(stderr).toContain('many.txt: It holds too many secrets.')
  expect(code).toBe(2)
  expect(leaksIn(stdout + stderr)).toEqual([])
})
