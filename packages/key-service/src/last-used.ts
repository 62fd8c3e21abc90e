import type { Use } from './service.ts'

/** When keys were last used: noted by every request, written for many at once. */
export interface LastUsed {
  used(what: Used, at: number): void
  /** Writes what was noted, unless it was written less than a minute before. */
  flush(now: number): Promise<void>
  /** Writes what was noted, whenever that was: before the store is closed. */
  close(): Promise<void>
}

/** It carries the note itself: nothing a request has at hand is nearer. */
export interface Used {
  readonly key: { readonly id: string }
  usedAt: number | undefined
}

const interval = 60_000
// Where nothing is remembered of a key, each request brings another object of it.
const most = 50_000

/** A key is written at most once a minute, and none by the request that used it. */
export function createLastUsed(write: (uses: readonly Use[]) => Promise<void>): LastUsed {
  let noted: Used[] = []
  let uses = new Map<string, number>()
  let written = -Infinity

  function gather(): void {
    for (const what of noted) {
      later(uses, what.key.id, what.usedAt ?? 0)
      what.usedAt = undefined
    }
    noted = []
  }

  async function writeNoted(): Promise<void> {
    gather()
    if (uses.size === 0) return
    const taken = uses
    uses = new Map()
    try {
      await write([...taken].map(([key, at]) => ({ key, at })))
    } catch (error) {
      for (const [key, at] of taken) later(uses, key, at)
      throw error
    }
  }

  return {
    used(what, at) {
      if (what.usedAt === undefined) noted.push(what)
      what.usedAt = at
      if (noted.length >= most) gather()
    },
    async flush(now) {
      if (now - written < interval) return
      written = now
      await writeNoted()
    },
    close: writeNoted,
  }
}

function later(uses: Map<string, number>, key: string, at: number): void {
  uses.set(key, Math.max(at, uses.get(key) ?? 0))
}
