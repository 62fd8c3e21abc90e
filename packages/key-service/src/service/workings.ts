import type { Api } from '../api.ts'
import type { KeyEvent } from '../event.ts'
import type { Key } from '../key.ts'
import type { ReportedKey } from '../leak-report.ts'
import type { NotDone } from '../outcome.ts'
import { RefusedRequest } from '../outcome.ts'
import type { Peppers } from '../pepper.ts'
import type { Store } from '../store/store.ts'
import type { Tokens } from '../token.ts'

/** What the operations share. */
export interface Workings {
  readonly store: Store
  readonly peppers: Peppers
  readonly apis: readonly Api[]
  readonly tokens: Tokens
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}

/** A key as it is at this moment: its time may be over before anybody wrote so. */
export function seen(key: Key, now: number): Key {
  const running = key.state === 'active' || key.state === 'rotating'
  return running && isOver(key, now) ? { ...key, state: 'expired' } : key
}

export function isOver({ expiresAt }: Key, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}

/** What subscribers are told of a key. */
export function told(key: Key): KeyEvent['data'] {
  const { id, api, name, creator, environment, state, start, last4, family } = key
  return { key: { id, api, name, creator, environment, state, start, last4, family } }
}

/** What a reporter is told of one. */
export function reported(key: Key): ReportedKey {
  const { id, name, organisation, creator, start, last4, environment, state } = key
  return { id, name, organisation, creator, start, last4, environment, state }
}

export function unknownKey(id: string): NotDone {
  return { state: 'unknown', reason: `No key is called ${id}.` }
}

export function refused(key: Key, reason: string): NotDone {
  return { state: 'refused', reason, key }
}

/** A text that a person wrote: neither empty nor long, and nothing that a terminal would obey. */
export function checkText(what: string, text: string, longest = 200): void {
  // eslint-disable-next-line no-control-regex -- they are what this refuses
  if (text.trim() === '' || text.length > longest || /[\u0000-\u001f\u007f-\u009f]/.test(text)) {
    throw new RefusedRequest('invalid', `${what} must be 1 to ${longest} characters on one line.`)
  }
}
