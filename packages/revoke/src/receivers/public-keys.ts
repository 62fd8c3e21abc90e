import { createPublicKey, type KeyObject } from 'node:crypto'
import { isRecord, textOf } from '../record.ts'

/** The keys that a sender signs with, as it publishes them. */
export interface PublicKeys {
  key(id: string): Promise<PublicKeyAnswer>
}

export type PublicKeyAnswer =
  | { readonly state: 'known'; readonly key: KeyObject }
  | { readonly state: 'unknown' | 'retired' | 'unfit' | 'unavailable'; readonly reason: string }

export interface PublicKeySource {
  readonly url: string
  /** Asking without a token is answered rarely. */
  readonly token?: string
  readonly fetch: typeof fetch
  readonly clock: () => number
}

const hour = 60 * 60 * 1000
const freshFor = hour
const keptFor = 7 * 24 * hour
/** Somebody who makes up key ids makes us ask no oftener than this. */
const leastInterval = 60 * 1000
const longestDocument = 1024 * 1024

type Known = Exclude<PublicKeyAnswer, { state: 'unavailable' }>

interface Cache {
  readonly keys: ReadonlyMap<string, Known>
  readonly at: number
  readonly tag?: string
}

/** Old keys are better than none: they are used for a week while the sender cannot be asked. */
export function createPublicKeys(source: PublicKeySource): PublicKeys {
  let cache: Cache | undefined
  let asked = -Infinity
  let failure: string | undefined
  let asking: Promise<void> | undefined

  return { key }

  async function key(id: string): Promise<PublicKeyAnswer> {
    if (age() > freshFor || !cache?.keys.has(id)) await refresh()
    if (!cache || age() > keptFor) return unavailable()
    const answer = cache.keys.get(id)
    if (answer) return answer
    return failure === undefined
      ? { state: 'unknown', reason: 'The sender publishes no key of this name.' }
      : unavailable()
  }

  function age(): number {
    return cache ? source.clock() - cache.at : Infinity
  }

  function unavailable(): PublicKeyAnswer {
    return { state: 'unavailable', reason: failure ?? 'The keys of the sender are not known yet.' }
  }

  function refresh(): Promise<void> {
    if (source.clock() - asked < leastInterval) return asking ?? Promise.resolve()
    asked = source.clock()
    asking = ask().finally(() => (asking = undefined))
    return asking
  }

  async function ask(): Promise<void> {
    const answer = await published(source, cache?.tag)
    failure = answer.state === 'failed' ? answer.reason : undefined
    if (answer.state === 'unchanged' && cache) cache = { ...cache, at: source.clock() }
    if (answer.state === 'read') {
      const { keys, tag } = answer
      cache = { keys, at: source.clock(), ...(tag === undefined ? {} : { tag }) }
    }
  }
}

type Published =
  | { readonly state: 'read'; readonly keys: ReadonlyMap<string, Known>; readonly tag?: string }
  | { readonly state: 'unchanged' }
  | { readonly state: 'failed'; readonly reason: string }

async function published(source: PublicKeySource, tag: string | undefined): Promise<Published> {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'keyward-revoke' })
  if (source.token !== undefined) headers.set('authorization', `Bearer ${source.token}`)
  if (tag !== undefined) headers.set('if-none-match', tag)
  try {
    const signal = AbortSignal.timeout(10_000)
    const answer = await source.fetch(source.url, { headers, redirect: 'error', signal })
    if (answer.status === 304) return { state: 'unchanged' }
    if (!answer.ok) return failed(`The keys of the sender are answered with ${answer.status}.`)
    return readDocument(await answer.text(), answer.headers.get('etag') ?? undefined)
  } catch {
    // What was thrown may tell the address or the token.
    return failed('The keys of the sender could not be asked for.')
  }
}

function readDocument(text: string, tag: string | undefined): Published {
  if (text.length > longestDocument) return failed('The keys of the sender fill too much.')
  const document: unknown = JSON.parse(text)
  const list = isRecord(document) ? document['public_keys'] : undefined
  if (!Array.isArray(list)) return failed('The keys of the sender are not a list.')
  const keys = new Map<string, Known>()
  for (const entry of list as unknown[]) {
    const id = isRecord(entry) ? textOf(entry['key_identifier'], 256) : undefined
    if (isRecord(entry) && id !== undefined) keys.set(id, readKey(entry))
  }
  return { state: 'read', keys, ...(tag === undefined ? {} : { tag }) }
}

function readKey(entry: Readonly<Record<string, unknown>>): Known {
  if (entry['is_current'] === false) {
    return { state: 'retired', reason: 'The sender does not use this key any more.' }
  }
  try {
    const key = createPublicKey(String(entry['key']))
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return { state: 'known', key }
  } catch {
    // The same as a key of another curve.
  }
  return { state: 'unfit', reason: 'The key of this name is none of the curve P-256.' }
}

function failed(reason: string): Published {
  return { state: 'failed', reason }
}
