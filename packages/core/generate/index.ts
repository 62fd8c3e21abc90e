import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateIndex } from './index-of-detectors.ts'
import { generatePrefilter } from './prefilter.ts'
import { generateReference } from './reference.ts'
import { generateSchema } from './schema.ts'
import { generateUnpack } from './unpack.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const isCheck = process.argv.includes('--check')

const stale: string[] = []
for (const generate of [
  generateIndex,
  generatePrefilter,
  generateSchema,
  generateReference,
  generateUnpack,
]) {
  const { path, text } = await generate()
  const present = existsSync(root + path) ? readFileSync(root + path, 'utf8') : undefined
  if (present === text) continue
  stale.push(path)
  if (!isCheck) writeFileSync(root + path, text)
}

for (const path of stale) console.log(isCheck ? `${path} is out of date.` : `Wrote ${path}.`)
if (isCheck && stale.length > 0) {
  console.log('Run `npm run generate` and commit what changes.')
  process.exitCode = 1
}
