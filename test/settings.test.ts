import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crc32, toBase62 } from '../packages/core/src/checksum.ts'
import { base62 } from '../packages/core/src/sample.ts'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, repositoryWith, run } from './command.ts'

const slack = madeUpSecret('slack-bot-token')

/** A tree with one secret and these settings. */
function tree(settings: string, path = 'src/a.txt', text = `token = '${slack}'\n`): string {
  return repositoryWith({ 'keyward.toml': settings, [path]: text })
}

test('house keys are found, and told apart by their checksum', () => {
  const settings = `
[[key]]
id = "acme-key"
prefix = "acme_"
environments = ["live", "test"]
length = 30
checksum = "crc32-base62"
`
  const random = `acme_live_${base62(30)}`
  const real = random + toBase62(crc32(random), 6)
  const forged = `${real.slice(0, -1)}${real.endsWith('A') ? 'B' : 'A'}`
  const folder = tree(settings, 'a.txt', `real ${real}\nforged ${forged}\n`)
  const { stdout, code } = run([], folder)
  expect(stdout).toMatch(/^ {2}1:6 {2}acme-key {2}acme…\w{4} {2}certain$/m)
  expect(stdout).not.toContain('2:')
  expect(code).toBe(1)
  expect(run(['explain', 'acme-key'], folder).stdout).toContain('Acme key (acme-key)')
  expect(run(['explain', 'a.txt:2'], folder).stdout).toContain('Its checksum does not fit')
})

test('detectors can be switched off', () => {
  expect(run([], tree('[detectors]\noff = ["slack-bot-token"]\n')).stdout).not.toContain('slack')
})

test('paths can be left out, and the report says how many', () => {
  const { code, stderr } = run([], tree('[paths]\nexclude = ["src/"]\n'))
  expect(stderr).toContain('(1 file excluded by keyward.toml.)')
  expect(code).toBe(0)
})

test('a file that is named is scanned even where paths leave it out', () => {
  expect(run(['src/a.txt'], tree('[paths]\nexclude = ["src/"]\n')).code).toBe(1)
})

test('paths speak of the folder of the settings wherever the command runs', () => {
  const folder = tree('[paths]\nexclude = ["src/*.txt"]\n')
  expect(run(['.'], join(folder, 'src')).stderr).toContain('excluded by keyward.toml')
})

test('confidence is a setting, and the flag has the last word', () => {
  const weak = folderWith({
    'keyward.toml': 'confidence = "certain"\n',
    'a.env': `API_TOKEN=${base62(30)}\n`,
  })
  expect(run([], weak).code).toBe(0)
  expect(run(['--confidence', 'likely'], weak).code).toBe(1)
})

test.each([
  ['detector', 'detector = "slack-bot-token"'],
  ['path', 'path = "src/**"'],
  ['pattern', 'pattern = "^xoxb-"'],
  ['detector and path', 'detector = "slack-bot-token"\npath = "src/a.txt"'],
])('an entry allows by %s, and the report counts it', (_, criterion) => {
  const folder = tree(`[[allow]]\n${criterion}\nreason = "A token of the mock server."\n`)
  const { code, stdout, stderr } = run([], folder)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^No secrets found\. 1 allowed\. Scanned 2 files/m)
  expect(code).toBe(0)
  expect(run(['--format', 'json'], folder).stdout).toContain(
    '"verdict":"allowed","reason":"A token of the mock server."',
  )
})

test('an entry allows by fingerprint', () => {
  const salt = 'salt = "only-for-this-test"\n'
  const report = run(['--format', 'json'], tree(salt)).stdout
  const fingerprint = /kw1:\w+/.exec(report)?.[0] ?? ''
  const allow = `[[allow]]\nfingerprint = "${fingerprint}"\nreason = "Known."\n`
  expect(run([], tree(salt + allow)).code).toBe(0)
})

test('an entry whose last day has passed allows nothing and is told', () => {
  const entry = '[[allow]]\npath = "src/**"\nreason = "Until the move."\nuntil = 2020-01-31\n'
  const { code, stderr } = run([], tree(entry))
  expect(stderr).toContain(
    'keyward: keyward.toml allowed until 2020-01-31: Until the move. Renew or remove it.\n',
  )
  expect(code).toBe(1)
})

test('faults are told by line, all at once, and nothing is scanned', () => {
  const settings = 'confidance = "likely"\n\n[detectors]\noff = ["slack-bot-tokn"]\n'
  const { code, stdout, stderr } = run([], tree(settings))
  expect(stderr).toMatchInlineSnapshot(`
    "keyward: keyward.toml:1: There is no setting \`confidance\`. Did you mean \`confidence\`?
    keyward: keyward.toml:4: An entry of \`detectors.off\` is not the id of a detector: slack-bot-tokn. Did you mean slack-bot-token? Nothing was scanned.
    "
  `)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
