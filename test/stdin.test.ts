import { spawn, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { base62 } from '../packages/core/src/sample.ts'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, keyward } from './command.ts'

const slack = madeUpSecret('slack-bot-token')

/** Feeds a text in pieces; answers with the exit code, the report and the most memory used. */
async function feed(pieces: Iterable<string>, ...words: string[]): Promise<[number, string]> {
  const child = spawn(process.execPath, [keyward, 'stdin', ...words], { cwd: folderWith() })
  let stdout = ''
  child.stdout.on('data', (part) => (stdout += String(part)))
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)))
  for (const piece of pieces) {
    if (!child.stdin.write(piece))
      await new Promise((drained) => child.stdin.once('drain', drained))
  }
  child.stdin.end()
  return [await ended, stdout]
}

test('a stream is scanned under its name', async () => {
  expect(
    await feed(['token: ', slack.slice(0, 9), slack.slice(9), '\n'], '--name', 'ci.yml'),
  ).toEqual([1, expect.stringMatching(/^ci\.yml\n {2}1:8 {2}slack-bot-token/)])
})

test('its ending tells its syntax', async () => {
  const text = [`api_token = ${base62(32)}\n`]
  expect((await feed(text, '--name', 'settings.ini'))[0]).toBe(1)
})

test('an empty stream is clean', async () => {
  expect(await feed([])).toEqual([0, ''])
})

test('an archive is opened', () => {
  const folder = folderWith({ 'inner/key': `${slack}\n` })
  expect(spawnSync('tar', ['-czf', 'a.tgz', 'inner'], { cwd: folder }).status).toBe(0)
  const words = ['-c', `"$0" "$1" stdin --name a.tgz < a.tgz`, process.execPath, keyward]
  const { status, stdout } = spawnSync('sh', words, { cwd: folder, encoding: 'utf8' })
  expect(stdout).toMatch(/^a\.tgz!.*inner\/key\n/)
  expect(status).toBe(1)
})

test('a folder is none', () => {
  const words = ['-c', '"$0" "$1" stdin < .', process.execPath, keyward]
  const { status, stderr } = spawnSync('sh', words, { cwd: folderWith(), encoding: 'utf8' })
  expect(stderr).toBe('keyward: Standard input is a folder. Name it instead: keyward FOLDER.\n')
  expect(status).toBe(2)
})

test('a stream of 200 MB is scanned to its end, with lines still right', async () => {
  function* long(): Generator<string> {
    for (let index = 0; index < 200; index++) yield `${'x'.repeat(99)}\n`.repeat(10_000)
    yield `${slack}\n`
  }
  const [code, stdout] = await feed(long())
  expect(stdout).toContain(' 2000001:1 ')
  expect(code).toBe(1)
}, 60_000)
