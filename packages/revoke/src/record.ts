/** Whether something parsed from JSON has members at all. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text to be shown: not empty, not too long, and without what moves a cursor. */
export function textOf(value: unknown, longest = 2000): string | undefined {
  if (typeof value !== 'string' || value.length > longest) return undefined
  const text = value.replace(/[\p{Cc}\p{Cs}]/gu, '')
  return text === '' ? undefined : text
}

/** A text that means something to the last character. */
export function exactTextOf(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined
}

export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** Leaves out the members that nothing is known of. */
export function known<T extends object>(members: {
  readonly [Name in keyof T]: T[Name] | undefined
}): T {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  // What remains has exactly the names and types of T.
  return Object.fromEntries(entries) as T
}
