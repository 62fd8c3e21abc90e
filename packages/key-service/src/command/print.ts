import type { Key } from '../key.ts'
import type { Request } from './words.ts'

/** One object, as the HTTP API answered it; otherwise the lines for a person. */
export function print(
  { values, surroundings }: Request,
  answer: unknown,
  lines: readonly string[],
): void {
  const text = values.json === undefined ? lines.join('\n') : JSON.stringify(answer)
  if (text !== '') surroundings.stdout.write(`${text}\n`)
}

/** What is no part of the answer, so that a token can be piped. */
export function say({ surroundings }: Request, line: string): void {
  surroundings.stderr.write(`${line}\n`)
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heads, ...rows]
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

export function shownKey({ start, last4 }: Key): string {
  return `${start}…${last4}`
}

/** `nightly export (ak_live_abcd…wxyz) of acme, production`. */
export function described(key: Key): string {
  return `${key.name} (${shownKey(key)}) of ${key.organisation}, ${key.environment}`
}

export function date(time: number | undefined): string {
  return time === undefined ? '–' : new Date(time).toISOString().slice(0, 16).replace('T', ' ')
}
