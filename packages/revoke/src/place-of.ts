import type { LeakPlace } from './report.ts'

/** A place as the store keeps it; the intake alone writes them. */
export function placeOf(text: string): LeakPlace {
  return JSON.parse(text) as LeakPlace
}
