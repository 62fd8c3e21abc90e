import type { Extract, Success } from '../presets/preset.ts'
import { fill, type Values } from './template.ts'

/** What a provider said. */
export interface Answer {
  readonly status: number
  readonly document: unknown
}

export function isSuccess({ status, document }: Answer, success: Success, values: Values): boolean {
  if (!success.status.includes(status)) return false
  return Object.entries(success.json ?? {}).every(([path, expected]) => {
    const wanted = typeof expected === 'string' ? plain(expected, values) : expected
    return at(document, path) === wanted
  })
}

/** The value, where it is certain that it is this secret's; undefined otherwise. */
export function extracted(
  { document }: Answer,
  extract: Extract,
  values: Values,
): string | undefined {
  if ('path' in extract) {
    const value = textOf(at(document, extract.path))
    const isExpected = extract.is === undefined || value === plain(extract.is, values)
    return isExpected ? value : undefined
  }
  const list = at(document, extract.list)
  const wanted = plain(extract.is, values)
  const mine = Array.isArray(list)
    ? list.filter((entry) => at(entry, extract.where) === wanted)
    : []
  // Two that look alike are as bad as none: one of them is somebody else's.
  return mine.length === 1 ? textOf(at(mine[0], extract.take)) : undefined
}

function plain(template: string, values: Values): string {
  return fill(template, values, (value) => value)
}

function at(document: unknown, path: string): unknown {
  const names = path === '' ? [] : path.split('.')
  return names.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, name)
        ? (part as Readonly<Record<string, unknown>>)[name]
        : undefined,
    document,
  )
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
