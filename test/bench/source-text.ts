import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const installed = fileURLToPath(new URL('../../node_modules/.pnpm', import.meta.url))
const isSource = /\.(?:[cm]?[jt]s|json|md|map|ya?ml)$/

export interface SourceText {
  readonly path: string
  readonly bytes: Buffer
}

/** Source as people publish it, of every installed package in turn, up to so many bytes. */
export function sourceTexts(limit: number): readonly SourceText[] {
  const texts: SourceText[] = []
  let total = 0
  for (const entry of readdirSync(installed, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isSource.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = readFileSync(path)
    texts.push({ path, bytes })
    total += bytes.length
    if (total > limit) break
  }
  return texts
}
