import { globProblem } from './glob.ts'
import { patternProblem } from './pattern.ts'
import type { FormatName } from './shape.ts'
import { isWord, nearest } from './words.ts'

/** What a text has to be like, beside being a text. */
export interface Format {
  /** For the reference. */
  readonly title: string
  /** As much of it as JSON Schema can say. */
  readonly schema: Readonly<Record<string, unknown>>
  /** What is wrong, going on after the setting's name. */
  readonly problem: (text: string, known: Known) => FormatProblem | undefined
}

export interface FormatProblem {
  readonly what: string
  readonly hint?: string
}

/** The ids of detectors: of those that come with Keyward, and of the file's own keys. */
export interface Known {
  readonly shipped: readonly string[]
  readonly own: readonly string[]
}

// Control characters and changes of direction would let a file rewrite what a terminal shows.
const line = String.raw`^(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+$`
const id = '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$'
const day = String.raw`^\d{4}-\d{2}-\d{2}$`
const environment = '^[A-Za-z0-9-]{1,24}$'
const name = '^[A-Za-z0-9_.-]{3,60}$'
const fingerprint = '^kw1:[0-9a-f]{32}$'
const variable = '^KEYWARD_[A-Z0-9_]{1,57}$'
const longest = 1000

export const formats: Readonly<Record<FormatName, Format>> = {
  line: {
    title: 'text',
    schema: { pattern: line },
    problem: (text) => {
      if (text.trim() === '') return { what: 'is empty' }
      return matches(line, text) ? undefined : { what: 'is more than one line of text' }
    },
  },
  glob: {
    title: 'glob',
    schema: { pattern: String.raw`^[^!\\][^\\]*$`, maxLength: longest },
    problem: (text) => tooLong(text) ?? globProblem(text),
  },
  pattern: {
    title: 'regular expression',
    schema: { format: 'regex', minLength: 1, maxLength: longest },
    problem: (text) => tooLong(text) ?? patternProblem(text),
  },
  day: {
    title: 'day',
    schema: { format: 'date', pattern: day },
    problem: (text) => {
      return isDay(text) ? undefined : { what: 'is not a day', hint: 'Write it as 2027-01-31.' }
    },
  },
  detector: {
    title: 'id of a detector',
    schema: { pattern: id },
    problem: detectorProblem,
  },
  id: {
    title: 'id',
    schema: { pattern: id, maxLength: 64 },
    problem: idProblem,
  },
  environment: {
    title: 'name of an environment',
    schema: { pattern: environment },
    problem: (text) => {
      return matches(environment, text)
        ? undefined
        : { what: 'must be 1 to 24 letters, digits or dashes' }
    },
  },
  name: {
    title: 'name of a header or variable',
    schema: { pattern: name },
    problem: (text) => {
      if (matches(name, text)) return undefined
      return { what: 'must be 3 to 60 letters, digits, underscores, dashes or dots' }
    },
  },
  fingerprint: {
    title: 'fingerprint',
    schema: { pattern: fingerprint },
    problem: (text) => {
      if (matches(fingerprint, text)) return undefined
      return { what: 'is not a fingerprint', hint: 'Copy it from a report: it begins with kw1:.' }
    },
  },
  address: {
    title: 'address',
    schema: { pattern: String.raw`^https?://[^\s@?#]+$`, maxLength: longest },
    problem: addressProblem,
  },
  variable: {
    title: 'name of an environment variable',
    schema: { pattern: variable },
    problem: (text) => {
      if (matches(variable, text)) return undefined
      // Whoever may change this file must not choose among all that the environment holds.
      return { what: 'must begin with KEYWARD_, and go on in capitals, digits and underscores' }
    },
  },
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern, 'u').test(text)
}

function tooLong(text: string): FormatProblem | undefined {
  if (text === '') return { what: 'is empty' }
  return text.length > longest ? { what: `is longer than ${longest} characters` } : undefined
}

function isDay(text: string): boolean {
  const date = new Date(matches(day, text) ? `${text}T00:00:00Z` : Number.NaN)
  // The 31st of a shorter month would roll over into the next one.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A key is sent there: only loopback may be reached in the clear. */
function addressProblem(text: string): FormatProblem | undefined {
  const what = 'is not the address of a service'
  if (!URL.canParse(text)) return { what, hint: 'Write it as https://keys.example.com.' }
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username + password + search + hash !== '') {
    return {
      what: 'holds more than the address of a service',
      hint: 'Leave out users and queries.',
    }
  }
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return undefined
  return { what, hint: 'Write https:// before it.' }
}

function idProblem(text: string, { shipped }: Known): FormatProblem | undefined {
  if (text.length > 64 || !matches(id, text)) {
    return { what: 'is not an id', hint: 'Write lower-case words joined by dashes: acme-api-key.' }
  }
  if (!shipped.includes(text)) return undefined
  return { what: 'is the id of a detector that Keyward brings along', hint: 'Choose another.' }
}

function detectorProblem(text: string, { shipped, own }: Known): FormatProblem | undefined {
  if (shipped.includes(text) || own.includes(text)) return undefined
  const what = 'is not the id of a detector'
  if (!isWord(text)) return { what }
  const near = nearest(text, [...shipped, ...own])
  if (near === undefined) return { what: `${what}: ${text}` }
  return { what: `${what}: ${text}`, hint: `Did you mean ${near}?` }
}
