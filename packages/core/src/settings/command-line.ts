import { nearest } from './words.ts'

/** The person asked for what cannot be; it is printed without a stack. */
export class UsageError extends Error {
  /** What to do about it. */
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}

export interface Flag<Name extends string = string> {
  readonly name: Name
  readonly short?: string
  /** What its value is called in the help; a flag without one is a switch. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Its values are told together, a line each. */
  readonly isRepeatable?: true
  readonly summary: string
}

export interface Arguments<Name extends string> {
  readonly words: readonly string[]
  /** A switch that is given has the value `''`. */
  readonly values: Readonly<Partial<Record<Name, string>>>
}

interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
}

/** As `parseArgs` of Node takes them. */
export function optionsOf(flags: readonly Flag[]): Record<string, Option> {
  return Object.fromEntries(
    flags.map(({ name, short, value }) => [
      name,
      { type: value ? 'string' : 'boolean', ...(short ? { short } : {}) } as const,
    ]),
  )
}

/** As `parseArgs` of Node gives them. */
type Token = OptionToken | { kind: 'positional'; value: string } | { kind: 'option-terminator' }

interface OptionToken {
  kind: 'option'
  name: string
  rawName: string
  value?: string | undefined
}

/** Reads a command line, or says what is wrong with it. */
export function readTokens<Name extends string>(
  tokens: readonly Token[],
  flags: readonly Flag<Name>[],
  program: string,
): Arguments<Name> {
  const words: string[] = []
  const values: Partial<Record<Name, string>> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const flag = flagNamed(token, flags, program)
    const value = valueOf(flag, token)
    const before = flag.isRepeatable ? values[flag.name] : undefined
    values[flag.name] = before === undefined ? value : `${before}\n${value}`
  }
  return { words, values }
}

function flagNamed<Name extends string>(
  { name, rawName }: OptionToken,
  flags: readonly Flag<Name>[],
  program: string,
): Flag<Name> {
  const flag = flags.find((flag) => flag.name === name)
  if (flag) return flag
  const names = flags.map((flag) => flag.name)
  const near = nearest(name, names)
  const remedy = near ? `Did you mean --${near}?` : `See ${program} --help.`
  throw new UsageError(`There is no flag ${rawName}.`, remedy)
}

function valueOf(flag: Flag, { rawName, value }: OptionToken): string {
  const { choices } = flag
  if (flag.value === undefined) {
    if (value === undefined) return ''
    throw new UsageError(`${rawName} takes no value.`, `Write ${rawName} alone.`)
  }
  if (value === undefined || value === '') {
    const expected = choices?.join('|') ?? flag.value
    throw new UsageError(`${rawName} lacks its value.`, `Write ${rawName} ${expected}.`)
  }
  if (choices && !choices.includes(value)) {
    const near = nearest(value, choices)
    const remedy = near ? `Did you mean ${near}?` : `Write one of ${choices.join(', ')}.`
    throw new UsageError(`${rawName} cannot be "${value}".`, remedy)
  }
  return value
}
