import { houseKeyCharacters } from '@keyward/core'
import { pino, type Level, type Logger } from 'pino'
import { environmentsOf, houseKeyOf, managementApi, type Api } from './api.ts'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

export interface LogSettings {
  readonly apis: readonly Api[]
  readonly level: Level | 'silent'
  readonly destination: { write(line: string): unknown }
}

/** Lines of JSON. Nothing that looks like a key leaves in one, wherever somebody put it. */
export function createLog({ apis, level, destination }: LogSettings): Log {
  const scrub = createScrubber(apis)
  const scrubbing = { write: (line: string) => void destination.write(scrub(line)) }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, scrubbing)
}

/**
 * The last thing that a line goes through. It looks at values, not at names of members: those have
 * been wrong wherever a secret was in a message, a stack or deeper than somebody thought of.
 */
export function createScrubber(apis: readonly Api[]): (line: string) => string {
  const shapes = [...apis, managementApi].map(shapeOf)
  const secrets = new RegExp([...shapes, ...others].join('|'), 'g')
  return (line) =>
    line
      .replace(secrets, scrubbed)
      .replace(header, `$<name>${scrubbed}`)
      .replace(userinfo, `$<start>${scrubbed}@`)
}

const scrubbed = '[scrubbed]'

const others = [
  // What messages to subscribers are signed with.
  'whs[ek][ck]?_[A-Za-z0-9+/=_-]{16,}',
  // The hash of a token proves that one has it, so it may end it.
  '(?<![0-9A-Za-z])[0-9a-fA-F]{64}(?![0-9A-Za-z])',
]

/** The value of a header that holds a key, in JSON, in JSON inside JSON, or as it is written. */
const header =
  /(?<name>(?:authorization|x-api-key|x-keyward-key)(?:\\*["'])?\s*[:=,]\s*(?:\[\s*)?(?:\\*["'])?(?:(?:bearer|basic|token|apikey)\s+)?)(?!\[scrubbed\])[^\s"'\\,}\]]+/gi

/** A password in an address. */
const userinfo = /(?<start>[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:)[^\s/@"']+@/gi

/** Anything as long as a key of the API and of its characters, whether its checksum is right or not. */
function shapeOf(api: Api): string {
  const { prefix, length = 30 } = api
  const characters = `[${escaped(houseKeyCharacters(houseKeyOf(api)))}0-9A-Za-z]`
  if (prefix === '') {
    return `(?<!${characters})${characters}{${length + 6}}(?!${characters})`
  }
  const names = environmentsOf(api).map((environment) =>
    escaped(api.environments[environment] ?? ''),
  )
  // Half a key is half too much.
  return `${escaped(prefix)}(?:${names.join('|')})_${characters}{8,}`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
