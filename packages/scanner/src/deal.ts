/** Numbered parts of work, dealt out among threads: each takes the next few when it is free. */
export interface Deal {
  readonly parts: number
  readonly atOnce: number
  /** The number of the next part, then for each other thread whether it has begun. */
  readonly counters: SharedArrayBuffer
  /** The place of the thread among the counters; the main one has none. */
  readonly thread: number
}

const turn = 40

/** One for the main thread, then one for each of the others. */
export function dealOut(parts: number, atOnce: number, others: number): [Deal, ...Deal[]] {
  const counters = new SharedArrayBuffer(4 * (1 + others))
  const own = { parts, atOnce, counters, thread: 0 }
  return [own, ...Array.from({ length: others }, (_, index) => ({ ...own, thread: index + 1 }))]
}

/** Works for a moment; whether parts are left. */
export function takeTurn(deal: Deal, work: (from: number, to: number) => void): boolean {
  const { parts, atOnce, thread } = deal
  const numbers = new Int32Array(deal.counters)
  // Said before anything is taken: whoever finds nothing left knows by then who has taken some.
  if (thread > 0) Atomics.store(numbers, thread, 1)
  const until = Date.now() + turn
  while (Date.now() < until) {
    const from = Atomics.add(numbers, 0, atOnce)
    if (from >= parts) return false
    work(from, Math.min(parts, from + atOnce))
  }
  return true
}

/** One that is still starting finds nothing left, and need not be waited for. */
export function hasBegun({ counters, thread }: Deal): boolean {
  return Atomics.load(new Int32Array(counters), thread) > 0
}

/** What is not taken yet stays undone. */
export function endDeal({ counters, parts }: Deal): void {
  Atomics.store(new Int32Array(counters), 0, parts)
}
