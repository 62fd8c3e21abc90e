import { atLeast, atMost, type Bar } from './bars.ts'
import type { Load } from './eslint-load.ts'

export interface Measured {
  readonly files: number
  /** Milliseconds, as everything here. */
  readonly parse: number
  readonly costs: readonly Cost[]
  readonly graph: number
  readonly line: number
  readonly load: Load
}

export interface Cost {
  readonly name: string
  readonly milliseconds: number
  readonly reports: number
}

export function barsOf({ parse, costs, graph, line, load }: Measured): readonly Bar[] {
  const own = costOf(costs, 'keyward')
  return [
    atMost('recommended against parsing', own / parse, 0.05),
    atLeast('times cheaper than no-secrets', costOf(costs, 'no-secrets') / own, 8),
    atMost('load, ms', load.milliseconds, 25),
    atMost('modules loaded', load.modules, 40),
    atMost('modules of typescript loaded', Number(load.typescript), 0),
    atMost('import graph, s', graph / 1000, 0.5),
    atMost('a minified line of a megabyte, ms', line, 50),
  ]
}

function costOf(costs: readonly Cost[], name: string): number {
  return costs.find((cost) => cost.name === name)?.milliseconds ?? NaN
}
