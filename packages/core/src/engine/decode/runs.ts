import { decodeBase64, type Run } from './base64.ts'
import type { Decoded } from './decoded.ts'
import { decodeHex } from './hex.ts'

/** Lines of wrapped base64 are at least this long. */
const wrappedLine = 60
const mostIndent = 16

/** Decodes what the prefilter's runs (`[start, end, start, end, …]`) hold, where that is text. */
export function* decodeRuns(
  bytes: Uint8Array,
  runs: Uint32Array,
  limit: number,
): Generator<Decoded> {
  for (let index = 0; index < runs.length; index += 2) {
    const lines = [runAt(runs, index)]
    while (index + 2 < runs.length && continues(bytes, lines, runAt(runs, index + 2))) {
      index += 2
      lines.push(runAt(runs, index))
    }
    const [first] = lines
    if (!first) continue
    const decoded = decodeHex(bytes, first, limit) ?? decodeBase64(bytes, lines, limit)
    if (decoded) yield decoded
  }
}

function runAt(runs: Uint32Array, index: number): Run {
  return { start: runs[index] ?? 0, end: runs[index + 1] ?? 0 }
}

/** Whether a run is the next line of the same wrapped base64. */
function continues(bytes: Uint8Array, lines: readonly Run[], next: Run): boolean {
  const last = lines.at(-1)
  const first = lines[0]
  if (!last || !first || next.start - last.end > mostIndent + 2) return false
  const width = last.end - last.start
  if (width < wrappedLine || width % 4 !== 0 || width !== first.end - first.start) return false
  if (next.end - next.start > width) return false
  const between = bytes.subarray(last.end, next.start)
  return between.includes(10) && between.every((byte) => byte <= 32)
}
