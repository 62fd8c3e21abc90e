/** Whether a key says of itself that it is for live services: `sk_live_…`. */
export function isLive(secret: string): boolean {
  return /^(?:[A-Za-z]{1,12}[_-]){0,2}(?:live|prod|production)[_-]/i.test(secret)
}

/** Whether a key says of itself that it is for trying out. */
export function isOfTests(secret: string): boolean {
  return /^(?:[A-Za-z]{1,12}[_-]){0,2}(?:test|sandbox|dev|staging)[_-]/i.test(secret)
}
