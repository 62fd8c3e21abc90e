import { table } from './table.ts'

/** A figure, and what it must not be above or below. */
export interface Bar {
  readonly what: string
  readonly value: number
  readonly bar: number
  readonly holds: boolean
}

export function atMost(what: string, value: number, bar: number): Bar {
  return { what: `${what}, at most`, value, bar, holds: value <= bar }
}

export function atLeast(what: string, value: number, bar: number): Bar {
  return { what: `${what}, at least`, value, bar, holds: value >= bar }
}

export function barTable(bars: readonly Bar[]): string {
  const rows = bars.map(({ what, value, bar, holds }) => [
    what,
    value.toFixed(value < 10 ? 2 : 0),
    `${bar}`,
    holds ? 'holds' : 'FAILS',
  ])
  return table(['', 'value', 'bar', ''], rows)
}

/** 1 when a bar does not hold. */
export function exitCode(bars: readonly Bar[]): number {
  return bars.every(({ holds }) => holds) ? 0 : 1
}
