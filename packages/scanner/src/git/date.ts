/** As `2026-11-21T10:00:00Z`, from the seconds that git counts. */
export function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000)
  // Git takes any number for a date.
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000', '')
}
