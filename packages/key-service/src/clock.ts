/** A clock that stands still while the one it reads is behind what it said before. */
export function monotonic(clock: () => number, from = 0): () => number {
  let latest = from
  return () => {
    latest = Math.max(latest, Math.floor(clock()))
    return latest
  }
}
