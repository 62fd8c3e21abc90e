import {
  base62Digits,
  crc32,
  houseKeyCharacters,
  houseKeyProblem,
  Secret,
  toBase62,
} from '@keyward/core'
import { environmentsOf, houseKeyOf, type Api } from './api.ts'
import type { Environment } from './environment.ts'
import { randomText } from './identifier.ts'
import { StartRefused } from './store/store.ts'

/** `<prefix><environment>_<random><checksum>`; the checksum is of all that stands before it. */
export interface Tokens {
  mint(api: Api, environment: Environment): { token: Secret; start: string; last4: string }
  /** Whose key it could be. Undefined for what we never made: no store needs to be asked. */
  recognise(token: string): Api | undefined
}

const checksumLength = 6

/** Throws `StartRefused` for an API whose keys could not be told from others, or guessed. */
export function createTokens(apis: readonly Api[], random: (bytes: number) => Uint8Array): Tokens {
  const shapes = apis.flatMap(shapesOf)
  return {
    mint(api, environment) {
      const start = startOf(api, environment)
      const text = start + randomText(charactersOf(api), lengthOf(api), random)
      const token = text + toBase62(crc32(text), checksumLength)
      return {
        token: new Secret(token),
        start: text.slice(0, start.length + 4),
        last4: token.slice(-4),
      }
    },
    recognise(token) {
      for (const { api, start, length, characters } of shapes) {
        const end = length - checksumLength
        if (token.length !== length || !token.startsWith(start)) continue
        if (!consistsOf(token, characters, start.length, end)) continue
        return endsWithBase62(token, crc32(token, end)) ? api : undefined
      }
      return undefined
    },
  }
}

/** A regular expression would take as long as the digest. */
function consistsOf(token: string, characters: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    if (characters[token.charCodeAt(index)] !== 1) return false
  }
  return true
}

/** The same as to compare it with `toBase62`, without making a text of it for every request. */
function endsWithBase62(token: string, value: number): boolean {
  let rest = value
  for (let index = token.length - 1; index >= token.length - checksumLength; index--) {
    if (token.charCodeAt(index) !== base62Digits.charCodeAt(rest % 62)) return false
    rest = Math.floor(rest / 62)
  }
  return true
}

interface Shape {
  readonly api: Api
  readonly start: string
  readonly length: number
  /** 1 at the code of each that its random part may hold. */
  readonly characters: Uint8Array
}

function shapesOf(api: Api): Shape[] {
  const remedy = `Correct the declaration of the API "${api.id}".`
  const problem = houseKeyProblem(houseKeyOf(api))
  if (problem !== undefined) throw new StartRefused(problem, remedy)
  const bits = lengthOf(api) * Math.log2(new Set(charactersOf(api)).size)
  if (bits < 128) {
    throw new StartRefused(`Its keys could be guessed: ${Math.floor(bits)} random bits.`, remedy)
  }
  const characters = Uint8Array.from({ length: 128 }, (_, code) =>
    Number(charactersOf(api).includes(String.fromCharCode(code))),
  )
  const starts = new Set(environmentsOf(api).map((environment) => startOf(api, environment)))
  return [...starts].map((start) => ({
    api,
    start,
    length: start.length + lengthOf(api) + checksumLength,
    characters,
  }))
}

function startOf({ prefix, environments }: Api, environment: Environment): string {
  const name = environments[environment]
  if (name === undefined) throw new Error(`The API has no environment ${environment}.`)
  return prefix === '' ? '' : `${prefix}${name}_`
}

function lengthOf({ length = 30 }: Api): number {
  return length
}

function charactersOf(api: Api): string {
  return houseKeyCharacters(houseKeyOf(api))
}
