import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { createMemory } from '../memory.ts'
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
  /** Verifications of one key by `GET /v1/verify`. */
  readonly verifications: Meters
  /** Refusals by it, to one address. */
  readonly refusals: Meters
}

/** A limit that nobody waits for. */
export interface Meters {
  /** For one; to be kept by whoever asks often. */
  of(who: string): Meter
  /** Counts one; tells after how many seconds the next may come, 0 when this one may. */
  take(meter: Meter, now: number): number
}

export interface Meter {
  since: number
  taken: number
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
  readonly verifications: number
  readonly refusals: number
}

export const usualLimits: LimitSettings = {
  keys: 3000,
  failures: 60,
  revocations: 30,
  allRevocations: 600,
  // What an API answers, not what a person asks.
  verifications: 60_000,
  refusals: 600,
}

/** For whoever sits at the machine itself. */
export const noLimits: LimitSettings = {
  keys: 1e9,
  failures: 1e9,
  revocations: 1e9,
  allRevocations: 1e9,
  verifications: 1e9,
  refusals: 1e9,
}

/** Each process counts for itself. */
export function createLimits(settings: LimitSettings): Limits {
  return {
    keys: createLimit(settings.keys),
    failures: createLimit(settings.failures),
    revocations: createLimit(settings.revocations),
    allRevocations: createLimit(settings.allRevocations),
    verifications: createMeters(settings.verifications),
    refusals: createMeters(settings.refusals),
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

const minute = 60_000
// Whoever comes from ever new addresses must not fill the memory.
const mostMeters = 50_000

function createMeters(points: number): Meters {
  const meters = createMemory<Meter>(mostMeters)
  return {
    of(who) {
      const known = meters.find(who)
      if (known) return known
      // Under both names: reading an address costs more than all the rest.
      const counted = countedAs(who)
      const meter = meters.find(counted) ?? { since: -Infinity, taken: 0 }
      meters.keep(counted, meter)
      meters.keep(who, meter)
      return meter
    },
    take(meter, now) {
      if (now - meter.since >= minute) {
        meter.since = now
        meter.taken = 0
      }
      if (++meter.taken <= points) return 0
      return Math.max(1, Math.ceil((meter.since + minute - now) / 1000))
    },
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): Problem {
  return new Problem('too-many-requests', {}, Math.max(1, Math.ceil(msBeforeNext / 1000)))
}
