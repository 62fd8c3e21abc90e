// `npm start` without arguments: what Keyward does, told on a small leaking shop made on the spot.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyOut, madeUpSecret } from '../../../fixtures/copy-out.ts'
import { systems } from '../../../fixtures/leak-story/index.ts'
import { isTold } from './tell.ts'
import { keyward } from './set-up.js'

const folder = mkdtempSync(join(tmpdir(), 'keyward-story-'))
try {
  copyOut('leaking-shop', folder)
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Open the shop')

  tell('A small shop has keys in its code. Keyward reads every file that git would keep:')
  run(1)
  tell('What is one of them, and what is to be done about it?')
  run(0, 'explain', 'slack-bot-token')
  tell('And why was the placeholder in .env.example not reported?')
  run(0, 'explain', '.env.example:1')
  mend('src/mail.ts', 'slack-bot-token', 'process.env.SLACK_TOKEN')
  mend('src/documents.ts', 'autype-api-key', 'process.env.AUTYPE_API_KEY')
  mend('config/production.yaml', 'generic-credential', '${DATABASE_PASSWORD}')
  mend('config/production.yaml', 'github-personal-token', '${GITHUB_TOKEN}')
  tell('The keys are revoked, and their successors kept in the environment. Once more:')
  run(0)
} finally {
  rmSync(folder, { recursive: true })
}

tell('A key that leaked after all dies by itself. From its minting to its end, with real programs:')
const [system] = systems.filter(({ api }) => api.id === 'autype')
if (system && !(await isTold(system))) process.exitCode = 1
console.log('\nThe same for three other systems: npm run story')
console.log('Your own turn: npm start -- PATH')

function tell(text: string): void {
  console.log(`\n${text}\n`)
}

function run(expected: number, ...words: string[]): void {
  console.log(`$ ${['keyward', ...words].join(' ')}`)
  const { status } = spawnSync(process.execPath, [keyward, ...words], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status === expected) return
  console.error(`The story expected exit code ${String(expected)} and got ${String(status)}.`)
  process.exitCode = 1
}

function git(...words: string[]): void {
  const identity = ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com']
  const { status } = spawnSync('git', [...identity, ...words], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error(`git ${words[0] ?? ''} failed.`)
}

function mend(file: string, id: string, reference: string): void {
  const path = join(folder, file)
  const secret = madeUpSecret(id)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace(`'${secret}'`, reference).replace(secret, reference))
}
