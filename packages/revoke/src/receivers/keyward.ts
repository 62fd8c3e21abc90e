import { createHash } from 'node:crypto'
import type { Confidence } from '@keyward/core'
import type { Effect } from '../effect.ts'
import { countOf, isRecord, known, textOf } from '../record.ts'
import {
  isExposure,
  largestBatch,
  leastExposed,
  type Checksum,
  type Exposure,
  type LeakReport,
} from '../report.ts'
import { parseJson, readItems, type Items } from './items.ts'
import { turnedAway, type Incoming, type Reception, type TurnedAway } from './reception.ts'
import { isSameSecret } from './signature.ts'

/** Who may report: a scanner in CI, a team's hooks. It may do this and nothing else. */
export interface Reporter {
  readonly name: string
  /** Hex SHA-256 of its key. */
  readonly keySha256: string
  /** It speaks of keys of this organisation only. */
  readonly organisation?: string
  /** How exposed a key may be called by it. */
  readonly exposure?: Exposure
}

const checksums: readonly Checksum[] = ['passed', 'failed', 'none']
const confidences: readonly Confidence[] = ['possible', 'likely', 'certain']

/** Whose key the request bears; every reporter is compared, so that the time tells nothing. */
export function reporterOf(reporters: readonly Reporter[], headers: Headers): Reporter | undefined {
  const bearer = (headers.get('authorization') ?? '').replace(/^Bearer +/i, '')
  const written = headers.get('x-api-key') ?? bearer
  const hash = createHash('sha256').update(written).digest('hex')
  return reporters.filter(({ keySha256 }) => isSameSecret(keySha256, hash))[0]
}

/** What the scanner and the formatter of ESLint send: a list, or an object with `reports`. */
export function receiveReports(reporter: Reporter, { body }: Incoming): Reception {
  const document = parseJson(body)
  if (document === undefined) return turnedAway('malformed', 'The body is not JSON.')
  const list = isRecord(document) ? document['reports'] : document
  const items = readReports(list, (exposure) =>
    leastExposed(exposure, reporter.exposure ?? 'public'),
  )
  if (items.state !== 'read') return items
  const { reports, problems } = items
  // The same body is the same delivery, whatever key it was sent with.
  return {
    state: 'verified',
    delivery: { origin: `reporter:${reporter.name}`, reports, problems },
  }
}

/** Who only wants it recorded does not mind that people are told. */
const asked: Readonly<Record<string, Effect>> = {
  record: 'notify',
  notify: 'notify',
  quarantine: 'quarantine',
  revoke: 'revoke',
}

export function readReports(
  list: unknown,
  limit: (exposure: Exposure) => Exposure,
): Items | TurnedAway {
  return readItems(list, largestBatch, (item) => readReport(item, limit))
}

function readReport(
  item: Readonly<Record<string, unknown>>,
  limit: (exposure: Exposure) => Exposure,
): LeakReport | string {
  const { sha256, exposure, checksum, confidence } = item
  if (typeof sha256 !== 'string' || !/^[0-9a-fA-F]{64}$/.test(sha256)) {
    return 'Its sha256 is not 64 hexadecimal digits.'
  }
  return known<LeakReport>({
    sha256: sha256.toLowerCase(),
    exposure: limit(isExposure(exposure) ? exposure : 'local'),
    checksum: checksums.find((known) => known === checksum) ?? 'none',
    confidence: confidences.find((known) => known === confidence) ?? 'likely',
    detector: textOf(item['detector'], 200),
    most: asked[String(item['action'])],
    place: known({
      url: textOf(item['url']),
      repository: textOf(item['repository'], 500),
      commit: textOf(item['commit'], 64),
      path: textOf(item['path']),
      line: countOf(item['line']),
    }),
  })
}
