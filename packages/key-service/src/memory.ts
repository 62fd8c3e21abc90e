/** What was read last, of which between `most` and two times as many are kept. */
export interface Memory<Value> {
  find(name: string): Value | undefined
  keep(name: string, value: Value): void
}

/** Two generations: forgetting one at a time would cost as much as remembering. */
export function createMemory<Value>(most: number): Memory<Value> {
  let recent = new Map<string, Value>()
  let earlier = new Map<string, Value>()

  function keep(name: string, value: Value): void {
    if (recent.size >= most) {
      earlier = recent
      recent = new Map()
    }
    recent.set(name, value)
  }

  return {
    keep,
    find(name) {
      const value = recent.get(name)
      if (value !== undefined) return value
      const old = earlier.get(name)
      if (old !== undefined) keep(name, old)
      return old
    },
  }
}
