import { prepare } from '../prepare.ts'
import type { Request } from '../request.ts'
import { emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'
import { UsageError } from '../usage-error.ts'

/** `keyward stdin`: one text of any length, as it comes. */
export async function scan({ words, values, surroundings }: Request): Promise<Tally> {
  if (words.length > 0) {
    throw new UsageError('stdin takes no words.', 'Say what the text is called with --name FILE.')
  }
  const { job } = await prepare({ words: [], values, surroundings })
  const tally = emptyTally()
  tally.counts.files++
  const stream = createTextScanner(job, tally).stream(values.name ?? 'stdin')
  for await (const chunk of surroundings.stdin) {
    if (surroundings.stopped()) break
    stream.add(chunk)
  }
  stream.end()
  return tally
}
