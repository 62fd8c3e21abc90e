import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from './problem.ts'

/** How much may be asked, and by whom. */
export interface Limits {
  /** Requests of one key. */
  readonly keys: Limit
  /** Attempts with a key that is none, from one address. */
  readonly failures: Limit
  /** Keys ended by whoever holds them, from one address, and from all of them. */
  readonly revocations: Limit
  readonly allRevocations: Limit
}

export interface Limit {
  /** Counts one; throws the problem that says when to come back. */
  take(who: string): Promise<void>
  /** Throws the same without counting. */
  check(who: string): Promise<void>
}

export interface LimitSettings {
  /** Each in requests a minute. */
  readonly keys: number
  readonly failures: number
  readonly revocations: number
  readonly allRevocations: number
}

export const usualLimits: LimitSettings = {
  keys: 3000,
  failures: 60,
  revocations: 30,
  allRevocations: 600,
}

/** Each process counts for itself. */
export function createLimits(settings: LimitSettings): Limits {
  return {
    keys: createLimit(settings.keys),
    failures: createLimit(settings.failures),
    revocations: createLimit(settings.revocations),
    allRevocations: createLimit(settings.allRevocations),
  }
}

/** Whoever has one address of IPv6 has all of its last 64 bits. */
export function countedAs(address: string): string {
  if (isIP(address) === 0) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return parsed.toNormalizedString().split(':').slice(0, 4).join(':')
}

function createLimit(points: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: 60 })
  return {
    async take(who) {
      try {
        await limiter.consume(who)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw tooMany(refused)
      }
    },
    async check(who) {
      const counted = await limiter.get(who)
      if (counted && counted.remainingPoints <= 0) throw tooMany(counted)
    },
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): Problem {
  return new Problem('too-many-requests', {}, Math.max(1, Math.ceil(msBeforeNext / 1000)))
}
