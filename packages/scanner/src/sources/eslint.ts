import { readFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { prepare } from '../prepare.ts'
import { reasonOf } from '../reason.ts'
import type { Request } from '../request.ts'
import { addTally, emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'

/** What ESLint's own `--format json` tells of a file. */
interface Linted {
  readonly filePath: string
  readonly messages: readonly { readonly ruleId: string | null; readonly line?: number }[]
}

/** `keyward eslint FILE`: the secrets that rules of Keyward found, told and reported as any other. */
export async function scan(request: Request): Promise<Tally> {
  const [file] = request.words
  if (file === undefined || request.words.length > 1) {
    throw new UsageError(
      'eslint lacks the results to read.',
      'Write keyward eslint FILE, after eslint --format json --output-file FILE.',
    )
  }
  const { cwd } = request.surroundings
  const { job } = await prepare({ ...request, words: [] })
  const tally = emptyTally()
  for (const { filePath, messages } of readResults(resolve(cwd, file), file)) {
    tally.counts.files++
    const lines = messages.flatMap(({ ruleId, line }) => (isOurs(ruleId) && line ? [line] : []))
    if (lines.length === 0) continue
    const path = relative(cwd, filePath).replaceAll(sep, '/')
    const found = emptyTally()
    try {
      createTextScanner(job, found).scan(readFileSync(filePath), path)
    } catch (error) {
      tally.problems.push({ path, reason: reasonOf(error) })
      continue
    }
    const entries = found.entries.filter(({ line, endLine }) =>
      lines.some((at) => line <= at && at <= endLine),
    )
    addTally(tally, { ...found, entries })
  }
  return tally
}

function isOurs(ruleId: string | null): boolean {
  return ruleId?.startsWith('keyward/') === true
}

function readResults(path: string, shown: string): readonly Linted[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${shown}: ${reasonOf(error)}`, 'Name the file that ESLint wrote.')
  }
  const results = parsed(text)
  if (results) return results
  throw new UsageError(`${shown} holds no results of ESLint.`, 'Write them with --format json.')
}

function parsed(text: string): readonly Linted[] | undefined {
  try {
    const results: unknown = JSON.parse(text)
    return Array.isArray(results) && results.every(isLinted) ? results : undefined
  } catch {
    return undefined
  }
}

function isLinted(result: unknown): result is Linted {
  const { filePath, messages } = (result ?? {}) as Partial<Record<keyof Linted, unknown>>
  return typeof filePath === 'string' && Array.isArray(messages)
}
