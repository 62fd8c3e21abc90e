import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateIndexOfRules } from './index-of-rules.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const isCheck = process.argv.includes('--check')

const stale: string[] = []
for (const generated of generateIndexOfRules()) keep(generated)
// The pages read the rules through the index, which may just have lost one.
const { generateDocs } = await import('./docs.ts')
for (const generated of generateDocs(root)) keep(generated)

for (const path of stale) console.log(isCheck ? `${path} is out of date.` : `Wrote ${path}.`)
if (isCheck && stale.length > 0) {
  console.log('Run `npm run generate` and commit what changes.')
  process.exitCode = 1
}

function keep({ path, text }: { path: string; text: string }): void {
  const present = existsSync(root + path) ? readFileSync(root + path, 'utf8') : undefined
  if (present === text) return
  stale.push(path)
  if (isCheck) return
  mkdirSync(dirname(root + path), { recursive: true })
  writeFileSync(root + path, text)
}
