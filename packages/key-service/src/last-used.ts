import type { Use } from './service.ts'

/** When keys were last used: noted by every request, written for many at once. */
export interface LastUsed {
  used(key: string, at: number): void
  /** Writes what was noted, unless it was written less than a minute before. */
  flush(now: number): Promise<void>
  /** Writes what was noted, whenever that was: before the store is closed. */
  close(): Promise<void>
}

const interval = 60_000

/** A key is written at most once a minute, and none by the request that used it. */
export function createLastUsed(write: (uses: readonly Use[]) => Promise<void>): LastUsed {
  let noted = new Map<string, number>()
  let written = -Infinity

  async function writeNoted(): Promise<void> {
    if (noted.size === 0) return
    const taken = noted
    noted = new Map()
    try {
      await write([...taken].map(([key, at]) => ({ key, at })))
    } catch (error) {
      noted = new Map([...taken, ...noted])
      throw error
    }
  }

  return {
    used(key, at) {
      noted.set(key, at)
    },
    async flush(now) {
      if (now - written < interval) return
      written = now
      await writeNoted()
    },
    close: writeNoted,
  }
}
