import type { KeyEvent } from '../event.ts'

/** What a subscriber receives: thin, and the same text in every attempt, so that it signs alike. */
export function messageOf({ type, at, organisation, data }: KeyEvent): string {
  return JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: { organisation, ...data },
  })
}
