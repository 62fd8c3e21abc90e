import { sql } from 'kysely'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Database } from './store/tables.ts'

/** How often each may come. */
export interface Limits {
  /** Seconds to wait, when somebody came too often; counted by all processes of one store. */
  reporter(name: string, organisation: string | undefined): Promise<number | undefined>
  /**
   * Whether this address was turned away too often to be listened to. Each process counts its own:
   * whoever has no key makes nobody ask the store.
   */
  address(address: string): Promise<number | undefined>
  turnedAway(address: string): Promise<void>
}

export interface LimitSettings {
  /** Requests in a minute. */
  readonly reporter: number
  readonly organisation: number
  /** Requests that were turned away, in a minute. */
  readonly address: number
}

export const defaultLimits: LimitSettings = { reporter: 600, organisation: 1200, address: 60 }

const minute = 60_000

export function createLimits(
  settings: LimitSettings,
  { database, clock }: { readonly database: Database; readonly clock: () => number },
): Limits {
  const addresses = new RateLimiterMemory({ points: settings.address, duration: minute / 1000 })
  return {
    async reporter(name, organisation) {
      const wait = await waitOf(`reporter:${name}`, settings.reporter)
      if (wait !== undefined || organisation === undefined) return wait
      return waitOf(`organisation:${organisation}`, settings.organisation)
    },
    async address(address) {
      const counted = await addresses.get(address)
      if (!counted || counted.consumedPoints < settings.address) return undefined
      return Math.ceil(counted.msBeforeNext / 1000)
    },
    async turnedAway(address) {
      await addresses.penalty(address)
    },
  }

  async function waitOf(name: string, most: number): Promise<number | undefined> {
    const now = clock()
    const { since, count } = await counted(database, name, now)
    return count <= most ? undefined : Math.max(1, Math.ceil((since + minute - now) / 1000))
  }
}

/** One statement, so that two at once are two; a minute that is over begins anew. */
async function counted(
  database: Database,
  name: string,
  now: number,
): Promise<{ since: number; count: number }> {
  const isOver = sql<boolean>`rate.since <= ${sql.lit(now - minute)}`
  return database
    .insertInto('rate')
    .values({ name, since: now, count: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        since: sql<number>`case when ${isOver} then ${sql.lit(now)} else rate.since end`,
        count: sql<number>`case when ${isOver} then 1 else rate.count + 1 end`,
      }),
    )
    .returning(['since', 'count'])
    .executeTakeFirstOrThrow()
}
