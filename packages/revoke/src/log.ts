import { createEngine, houseKeyDetectors, providers, type HouseKey } from '@keyward/core'
import { pino, type Level, type Logger } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

export interface LogSettings {
  readonly level: Level | 'silent'
  readonly destination: { write(line: string): unknown }
  readonly scrub: Scrubber
}

/** Lines of JSON. Bodies, headers and addresses are not logged at all; this is for what slips. */
export function createLog({ level, destination, scrub }: LogSettings): Log {
  const scrubbing = {
    // The hash of a key can end it.
    write: (line: string) => void destination.write(scrub(line).replace(hashes, scrubbed)),
  }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, scrubbing)
}

/** Takes secrets out of a text. */
export type Scrubber = (text: string) => string

export interface ScrubberSettings {
  readonly formats: readonly HouseKey[]
  /** Secrets of our own, that look like nothing in particular. */
  readonly secrets: readonly string[]
  readonly today: string
}

const scrubbed = '[scrubbed]'
const hashes = /(?<![0-9A-Za-z])[0-9a-fA-F]{64}(?![0-9A-Za-z])/g

const shapes = [
  /whs[ekp][ck]?_[A-Za-z0-9+/=_-]{16,}/g,
  /(?<=authorization\\*"?\s*[:=]\s*\\*"?(?:(?:bearer|basic|token)\s+)?)(?!\[scrubbed\])[^\s"'\\,}\]]{6,}/gi,
  /(?<=[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{0,200}:)[^\s/@"']+(?=@)/gi,
]

/** Looks at values, not at names: a secret may stand in a message, a stack or an address. */
export function createScrubber({ formats, secrets, today }: ScrubberSettings): Scrubber {
  const detectors = [
    ...providers.flatMap((provider) => provider.detectors),
    ...formats.flatMap(houseKeyDetectors),
  ]
  const engine = createEngine({ detectors, today })
  const exact = secrets.filter((secret) => secret.length >= 6)
  return (text) => {
    let rest = text
    for (const secret of exact) rest = rest.replaceAll(secret, scrubbed)
    for (const shape of shapes) rest = rest.replace(shape, scrubbed)
    return withoutFindings(engine, rest)
  }
}

function withoutFindings(engine: ReturnType<typeof createEngine>, line: string): string {
  const bytes = Buffer.from(line)
  const { findings } = engine.scan(bytes, { path: 'log' })
  if (findings.length === 0) return line
  let text = ''
  let from = 0
  for (const { start, end } of [...findings].sort((one, other) => one.start - other.start)) {
    if (start < from) continue
    text += bytes.toString('utf8', from, start) + scrubbed
    from = end
  }
  return text + bytes.toString('utf8', from)
}
