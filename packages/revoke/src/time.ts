/** `2026-11-21 15:46:03 UTC` */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

const units = [
  ['day', 24 * 60 * 60 * 1000],
  ['h', 60 * 60 * 1000],
  ['min', 60 * 1000],
  ['s', 1000],
] as const

/** `23 ms`, `4.2 s`, `3 min`, `2 days`: as exact as anybody needs it. */
export function durationText(ms: number): string {
  const [unit, length] = units.find(([, length]) => ms >= length) ?? ['ms', 1]
  const count = ms / length
  const told = unit === 'ms' || count >= 10 ? Math.round(count) : Math.round(count * 10) / 10
  return `${told} ${unit}${unit === 'day' && told !== 1 ? 's' : ''}`
}
