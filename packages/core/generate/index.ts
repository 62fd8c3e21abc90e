import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Generated } from './generated.ts'
import { generateIndex } from './index-of-detectors.ts'
import { generatePrefilter } from './prefilter.ts'
import { generateSchema } from './schema.ts'
import { generateUnpack } from './unpack.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const isCheck = process.argv.includes('--check')

const stale: string[] = []
keep(generateIndex())
// The reference reads the detectors through the index, which may just have lost one.
const { generateReference } = await import('./reference.ts')
keep(generateReference())
for (const generate of [generatePrefilter, generateUnpack]) keep(await generate())
keep(generateSchema())

for (const path of stale) console.log(isCheck ? `${path} is out of date.` : `Wrote ${path}.`)
if (isCheck && stale.length > 0) {
  console.log('Run `npm run generate` and commit what changes.')
  process.exitCode = 1
}

function keep({ path, text }: Generated): void {
  const present = existsSync(root + path) ? readFileSync(root + path, 'utf8') : undefined
  if (present === text) return
  stale.push(path)
  if (!isCheck) writeFileSync(root + path, text)
}
