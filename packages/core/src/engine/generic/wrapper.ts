import { latin1 } from '../latin1.ts'
import { behindSpaces, isName, isQuote, isWord } from './characters.ts'

/**
 * The quote behind the prefix of a string (`b"`, `@"`) or a call that keeps what it is given:
 * `Buffer.from("`, `[]byte("`. Where there is none, `offset`.
 */
export function behindWrapper(bytes: Uint8Array, offset: number): number {
  let at = offset
  const ceiling = offset + 40
  while (at < ceiling && isName(bytes[at])) at++
  if (isQuote(bytes[at]) && at <= offset + 2) return at
  if (bytes[at] !== 0x28) return offset
  const called = at
  at = behindSpaces(bytes, at + 1)
  if (isWord(bytes[at]) && isQuote(bytes[at + 1])) at++
  return isQuote(bytes[at]) && keeps(bytes, offset, called) ? at : offset
}

function keeps(bytes: Uint8Array, start: number, end: number): boolean {
  const called = latin1(bytes, start, end).toLowerCase()
  return keepers.has(called.slice(called.lastIndexOf('.') + 1)) || called.includes('base64')
}

const keepers: ReadonlySet<string> = new Set(
  (
    'byte bytes string str from of some ok new fromhex generate b64decode b64encode unhexlify ' +
    'secretstring securestring base64decode decodestring secret password tochararray bytearray ' +
    'literal quote value'
  ).split(' '),
)

/** Behind `Bearer `, `Basic `, `Token ` and the like, if the value goes on. */
export function behindScheme(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < start + 8 && isWord(bytes[at])) at++
  if (at < start + 5 || bytes[at] !== 0x20 || !isWord(bytes[at + 1])) return start
  const word = latin1(bytes, start, at).toLowerCase()
  return schemes.has(word) ? at + 1 : start
}

const schemes: ReadonlySet<string> = new Set(['bearer', 'basic', 'token', 'apikey', 'oauth'])
