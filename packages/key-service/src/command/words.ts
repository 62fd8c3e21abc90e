import { UsageError } from '@keyward/core/settings'
import type { FlagName, Values } from './flags.ts'
import type { Surroundings } from './surroundings.ts'

/** What a person asked for, and the world it was asked in. */
export interface Request {
  /** What is left after the name of the command. */
  readonly words: readonly string[]
  readonly values: Values
  readonly surroundings: Surroundings
  readonly usage: string
}

/** The one word that a command needs. */
export function onlyWord({ words, usage }: Request): string {
  const [word] = words
  if (word !== undefined && words.length === 1) return word
  throw new UsageError(
    word === undefined ? 'A word is missing.' : 'There is a word too many.',
    `Write ${usage}.`,
  )
}

/** For commands that take none. */
export function noWords({ words, usage }: Request): void {
  if (words.length > 0) throw new UsageError('There is a word too many.', `Write ${usage}.`)
}

export function needed({ values, usage }: Request, name: FlagName): string {
  const value = values[name]
  if (value !== undefined) return value
  throw new UsageError(`--${name} is missing.`, `Write ${usage}.`)
}

export function listOf(value: string | undefined): string[] | undefined {
  return value
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `90d`, `12h`, `0`: in ms. */
export function durationOf(text: string, name: FlagName): number {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhdw]?)$/.exec(text) ?? []
  const factor = unit === '' && count === '0' ? 0 : units[unit]
  if (count === '' || factor === undefined) {
    throw new UsageError(`--${name} cannot be "${text}".`, 'Write a number and s, m, h, d or w.')
  }
  return Number(count) * factor
}

export function numberOf(
  text: string | undefined,
  name: FlagName,
  usual: number,
  most: number,
): number {
  const number = text === undefined ? usual : Number(text)
  if (Number.isInteger(number) && number >= 0 && number <= most) return number
  throw new UsageError(`--${name} cannot be "${text}".`, `Write a number from 0 to ${most}.`)
}
