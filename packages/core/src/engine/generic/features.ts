import { isOrdinaryWord } from './rarity.ts'
import type { Reading } from './reading.ts'

const kinds = ['none', 'salt', 'key', 'auth', 'credential', 'token', 'apikey', 'secret', 'password']
const tails = ['none', 'neutral', 'other', 'coded', 'shown', 'describes', 'hashed']
const operators = ['=', '==', ':', '=>', ',', '(', '>', ' ', 'value', '%3d']
const languages = ['code', 'data', 'shell', 'markup', 'prose']
const roles = ['product', 'test', 'example', 'docs', 'translation', 'vendor']

/** The numbers a scorer judges by. Their order is what a trained table refers to. */
export function featuresOf(reading: Reading): readonly number[] {
  const { name, value, facts, shape, candidate, text, surroundings } = reading
  const { dialect, role } = text
  const { length, rarity } = shape
  const counted = Math.min(length, 512)
  const lowerValue = value.toLowerCase()
  return [
    kinds.indexOf(facts.kind),
    tails.indexOf(facts.tail),
    Number(facts.strengthened),
    Number(facts.weakened),
    Number(facts.verb),
    facts.words,
    name.length,
    styleOf(name),
    operators.indexOf(candidate.operator),
    quoteOf(candidate.quote),
    Number(candidate.wrapped),
    Number(candidate.scheme),
    Number(candidate.inside !== 0),
    Number(candidate.comment),
    languages.indexOf(dialect.language),
    roles.indexOf(role),
    length,
    shape.lowers / counted,
    shape.uppers / counted,
    shape.digits / counted,
    shape.marks / counted,
    shape.spaces,
    shape.distinct,
    shape.turns / counted,
    shape.turns,
    shape.entropy,
    rarity.worded,
    rarity.surprise,
    rarity.bits,
    rarity.bits / counted,
    alphabetOf(value),
    Number(isOrdinaryWord(lowerValue)),
    likenessOf(lowerValue, name.toLowerCase()),
    Number(/pass|secret|token|key|pwd|cred|auth/.test(lowerValue)),
    Number(/test|demo|user|admin|root|name|value|string|foo|bar/.test(lowerValue)),
    Number(commonPassword.test(lowerValue)),
    firstOf(value),
    firstOf(value.slice(-1)),
    Number(/^[A-Za-z_]\w*$/.test(value)),
    Number(/^[a-z]+(?:[A-Z][a-z]+)+$/.test(value)),
    Number(/^[\w-]+(?:[._-][\w-]+)+$/.test(value)),
    surroundings.before,
    surroundings.after,
    surroundings.user,
    surroundings.interface,
    surroundings.address,
    surroundings.column,
    surroundings.lineLength,
    extensions.indexOf(dialect.extension),
    Number(
      /wrong|bad|invalid|incorrect|other|new|old|different|some|any|fake|mock|dummy|sample|my/.test(
        lowerValue,
      ),
    ),
    Number(/test|expect|assert|mock|fake|should|wrong|invalid|dummy/i.test(name)),
    surroundings.testing,
    surroundings.siblings,
  ]
}

export const featureNames: readonly string[] = (
  'kind tail strengthened weakened verb words nameLength style operator quote wrapped scheme inside ' +
  'comment language role length lowers uppers digits marks spaces distinct turnShare turns entropy ' +
  'worded surprise bits bitShare alphabet ordinary likeness valueNames valueTests commonPassword ' +
  'first last identifier camel dotted before after user interface address column lineLength extension valueDenies nameTests testing siblings'
).split(' ')

/** Alike ones stand together: a tree splits between neighbours. */
const extensions: readonly string[] = (
  'env properties ini conf cfg toml yml yaml json plist xml config html md rst adoc txt log sh bash bat ps1 dockerfile tf ' +
  'sql js jsx ts tsx vue php rb erb ex exs py go rs java kt groovy gradle scala swift c h cpp cs'
).split(' ')

function styleOf(name: string): number {
  if (/^[A-Z\d_]+$/.test(name)) return 3
  if (name.includes('-')) return 2
  if (/[a-z][A-Z]/.test(name)) return 1
  return name.includes('.') ? 4 : 0
}

function quoteOf(quote: number): number {
  return [0, 0x22, 0x27, 0x60, 0x26].indexOf(quote)
}

/** The smallest alphabet that holds the value. */
function alphabetOf(value: string): number {
  if (/^\d+$/.test(value)) return 0
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value)) return 1
  if (/^(?:[\da-f]{16,}|[\dA-F]{16,})$/.test(value)) return 2
  if (/^[a-z]+$/.test(value)) return 3
  if (/^[A-Z]+$/.test(value)) return 4
  if (/^[A-Za-z]+$/.test(value)) return 5
  if (/^[A-Z2-7]{16,}$/.test(value)) return 6
  if (/^[a-z\d]+$/.test(value)) return 7
  if (/^[A-Za-z\d]+$/.test(value)) return 8
  if (/^[A-Za-z\d+/]+={0,2}$/.test(value)) return 9
  if (/^[\w-]+={0,2}$/.test(value)) return 10
  if (/^[\w.-]+$/.test(value)) return 11
  return value.includes(' ') ? 13 : 12
}

/** How much of the value repeats the name: `password: "password"`. */
function likenessOf(value: string, name: string): number {
  const bare = value.replace(/[^a-z]/g, '')
  const named = name.replace(/[^a-z]/g, '')
  if (bare === '') return 0
  if (bare === named) return 3
  if (named.endsWith(bare) || bare.endsWith(named)) return 2
  return named.includes(bare) || bare.includes(named) ? 1 : 0
}

const commonPassword =
  /^(?:pass(?:word|w0rd|wd)?\d*!?|p@ss\w*|admin\d*|root\d*|secret\d*|qwerty\d*|letmein|hunter2|s3cr3t|changeit|welcome\d*|test\d*|\d{4,10}|abc\d+|foobar|guest|postgres|mysql|redis|\w*pass(?:word)?\d*|\w*123\d*)$/

function firstOf(value: string): number {
  const code = value.charCodeAt(0)
  if (code >= 0x61 && code <= 0x7a) return 0
  if (code >= 0x41 && code <= 0x5a) return 1
  if (code >= 0x30 && code <= 0x39) return 2
  return code === 0x3d ? 4 : 3
}
