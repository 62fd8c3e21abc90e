import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** How often each may come. Counted by the process: two processes allow twice as much. */
export interface Limits {
  /** Seconds to wait, when somebody came too often. */
  reporter(name: string, organisation: string | undefined): Promise<number | undefined>
  /** Whether this address was turned away too often to be listened to. */
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

export function createLimits(settings: LimitSettings): Limits {
  const duration = 60
  const reporters = new RateLimiterMemory({ points: settings.reporter, duration })
  const organisations = new RateLimiterMemory({ points: settings.organisation, duration })
  const addresses = new RateLimiterMemory({ points: settings.address, duration })
  return {
    async reporter(name, organisation) {
      const wait = await waitAfter(reporters, name)
      if (wait !== undefined || organisation === undefined) return wait
      return waitAfter(organisations, organisation)
    },
    async address(address) {
      const counted = await addresses.get(address)
      if (!counted || counted.consumedPoints < settings.address) return undefined
      return Math.ceil(counted.msBeforeNext / 1000)
    },
    async turnedAway(address) {
      await waitAfter(addresses, address)
    },
  }
}

async function waitAfter(limiter: RateLimiterMemory, name: string): Promise<number | undefined> {
  try {
    await limiter.consume(name)
    return undefined
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw error
  }
}
