import { positionsOf, type Engine, type Suppression } from '@keyward/core'

/**
 * The comment in an original text that silences a kind of secret in a line of it. The secret need
 * not stand there: a build may have put it in the place of a name.
 */
export function silenceAt(
  text: Buffer,
  line: number,
  detector: string,
  engine: Engine,
  path: string,
): Suppression | undefined {
  const sound = engine
    .scan(text, { path })
    .suppressions.filter(({ state }) => state === 'used' || state === 'unused')
    .filter((suppression) => suppression.detector === detector)
  const positions = positionsOf(text, sound)
  return sound.find((suppression, index) => {
    const own = positions[index]?.line ?? 0
    const words = text.toString('latin1', suppression.start, suppression.end)
    if (words.endsWith('-next-line')) return line === own + 1
    if (words.endsWith('-start')) return line >= own && line <= lastLine(text, suppression)
    return line === own
  })
}

/** The line of the other half, which the engine has made sure is there. */
function lastLine(text: Buffer, { detector, end }: Suppression): number {
  for (let at = text.indexOf('keyward-ignore-end', end); at >= 0;) {
    const newline = text.indexOf(10, at)
    const stop = newline < 0 ? text.length : newline
    const words = text.toString('latin1', at, stop).split(/[^a-z0-9-]+/)
    if (words.includes(detector)) return positionsOf(text, [{ start: at, end: at }])[0]?.line ?? 0
    at = text.indexOf('keyward-ignore-end', stop)
  }
  return 0
}
