import { UsageError } from '@keyward/core/settings'
import { scanLargeText } from '../large-text.ts'
import { prepare } from '../prepare.ts'
import type { Request } from '../request.ts'
import { emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'

/** Larger texts are not held: they are scanned as they come. */
const largestWhole = 32 * 1024 * 1024

/** `keyward stdin`: one text of any length. */
export async function scan({ words, values, surroundings }: Request): Promise<Tally> {
  if (words.length > 0) {
    throw new UsageError('stdin takes no words.', 'Say what the text is called with --name FILE.')
  }
  const { job } = await prepare({ words: [], values, surroundings })
  const tally = emptyTally()
  tally.counts.files++
  const text = createTextScanner(job, tally)
  const path = values.name ?? 'stdin'
  const pieces = untilStopped(surroundings)
  const start: Uint8Array[] = []
  for (let length = 0; length <= largestWhole;) {
    const piece = await pieces.next()
    if (piece.done === true) {
      text.scan(Buffer.concat(start), path)
      return tally
    }
    start.push(piece.value)
    length += piece.value.length
  }
  await scanLargeText({ path, pieces: together(start, pieces) }, text, tally)
  return tally
}

async function* untilStopped({
  stdin,
  stopped,
}: Request['surroundings']): AsyncGenerator<Uint8Array> {
  for await (const piece of stdin) {
    if (stopped()) return
    yield piece
  }
}

async function* together(
  start: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* start
  yield* rest
}
