export type Labels = Readonly<Record<string, string | number>>

export interface Counter {
  /** What counts on with these labels: to be kept by whoever counts often. */
  of(labels: Labels): { add(): void }
  /** What was counted, in the words of Prometheus. */
  lines(): string[]
}

export interface Histogram {
  of(labels: Labels): { observe(value: number): void }
  lines(): string[]
}

export interface Gauge {
  lines(): Promise<string[]>
}

export const contentType = 'text/plain; version=0.0.4; charset=utf-8'

export function counter(name: string, help: string): Counter {
  const counts = new Map<string, { count: number; add(): void }>()
  return {
    of: (labels) =>
      kept(counts, written(labels), () => ({
        count: 0,
        add() {
          this.count++
        },
      })),
    lines: () => [
      ...heading(name, help, 'counter'),
      ...[...counts].map(([labels, { count }]) => `${name}{${labels}} ${count}`),
    ],
  }
}

/** `bounds` in rising order; whatever is above the last is counted, too. */
export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const all = new Map<string, ReturnType<typeof openBuckets>>()
  return {
    of: (labels) => kept(all, written(labels), () => openBuckets(bounds)),
    lines: () => [
      ...heading(name, help, 'histogram'),
      ...[...all].flatMap(([labels, buckets]) => buckets.lines(name, labels)),
    ],
  }
}

/** What is looked up when somebody asks, under one label. */
export function gauge(
  name: string,
  help: string,
  label: string,
  read: () => Promise<Readonly<Record<string, number>>>,
): Gauge {
  return {
    async lines() {
      const values = Object.entries(await read())
      const lines = values.map(
        ([value, count]) => `${name}{${written({ [label]: value })}} ${count}`,
      )
      return [...heading(name, help, 'gauge'), ...lines]
    },
  }
}

function openBuckets(bounds: readonly number[]) {
  const counts = bounds.map(() => 0)
  let [sum, count] = [0, 0]
  return {
    observe(value: number) {
      sum += value
      count++
      for (let index = bounds.length - 1; index >= 0 && value <= bounds[index]!; index--) {
        counts[index]!++
      }
    },
    lines(name: string, labels: string): string[] {
      return [
        ...bounds.map((bound, index) => `${name}_bucket{${labels},le="${bound}"} ${counts[index]}`),
        `${name}_bucket{${labels},le="+Inf"} ${count}`,
        `${name}_sum{${labels}} ${sum}`,
        `${name}_count{${labels}} ${count}`,
      ]
    },
  }
}

function heading(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function written(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${`${value}`.replace(/[\\"\n]/g, escaped)}"`)
    .join(',')
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`
}

function kept<Value>(all: Map<string, Value>, name: string, make: () => Value): Value {
  let value = all.get(name)
  if (value === undefined) all.set(name, (value = make()))
  return value
}
