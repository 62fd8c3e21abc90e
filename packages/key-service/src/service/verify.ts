import { hash } from 'node:crypto'
import { refusal, refusalByRole } from '../authorisation.ts'
import type { Key } from '../key.ts'
import type { Found } from '../store/store.ts'
import type { Invalid, Verification, Wanted } from '../verification.ts'
import type { Afterwards } from './afterwards.ts'
import { isOver, type Workings } from './workings.ts'

const nothing: Wanted = {}

/** The hot path: cheapest first, and no promise where the store has the answer at hand. */
export function verify(
  workings: Workings,
  afterwards: Afterwards,
  token: string | undefined,
  wanted: Wanted = nothing,
): Verification | Promise<Verification> {
  if (token === undefined || token === '') return invalid('missing', 'No key was given.')
  // What we never made is refused before anything is asked of the store.
  if (!workings.tokens.recognise(token)) {
    return invalid('malformed', 'It has not the shape of a key, or its checksum does not fit.')
  }
  const digests = workings.peppers.digests(hash('sha256', token))
  const found = workings.store.find(digests)
  if (found instanceof Promise) {
    return found.then((found) => judge(workings, afterwards, digests, found, wanted))
  }
  return judge(workings, afterwards, digests, found, wanted)
}

function judge(
  { apis, now, peppers, store }: Workings,
  afterwards: Afterwards,
  digests: readonly string[],
  found: Found | undefined,
  wanted: Wanted,
): Verification | Promise<Verification> {
  if (!found) return invalid('unknown', 'No key was stored under its digest.')
  const { key, products, roles, pepper } = found
  const at = now()
  const ended = endOf(key, at)
  if (ended) {
    if (ended.state !== 'quarantined') afterwards.usedAfterItsEnd(ended.key, at)
    return ended
  }
  if (pepper !== peppers.current) afterwards.underOldPepper(key.id, digests[0]!)
  const reason = refusal(key, products, wanted) ?? refusalByRole(apis, key, roles, wanted)
  if (reason !== undefined) return invalid('forbidden', reason, key)

  afterwards.used(found, at)
  const valid: Verification = { state: 'valid', key, products }
  const { credits } = wanted
  if (credits === undefined) return valid
  const balance = store.balance(key.organisation)
  if (balance instanceof Promise)
    return balance.then((balance) => afforded(valid, balance, credits))
  return afforded(valid, balance, credits)
}

function endOf(key: Key, now: number): (Invalid & { readonly key: Key }) | undefined {
  if (key.state === 'revoked') {
    return { state: 'revoked', reason: `It was revoked: ${key.revoked?.reason ?? ''}`, key }
  }
  if (key.state === 'quarantined') {
    return { state: 'quarantined', reason: 'It is quarantined until somebody releases it.', key }
  }
  if (key.state === 'expired' || isOver(key, now)) {
    return { state: 'expired', reason: 'Its time is over.', key: { ...key, state: 'expired' } }
  }
  return undefined
}

function afforded(
  valid: Verification & { readonly key?: Key },
  balance: number | undefined,
  credits: number,
): Verification {
  if ((balance ?? 0) >= credits) return valid
  const reason = `Its organisation has ${balance ?? 0} credits, and this costs ${credits}.`
  return invalid('exhausted', reason, valid.key)
}

function invalid(state: Invalid['state'], reason: string, key?: Key): Invalid {
  return key ? { state, reason, key } : { state, reason }
}
