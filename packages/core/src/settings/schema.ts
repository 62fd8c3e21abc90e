import { confidences } from '../confidence.ts'
import { houseKeyProblem } from '../house-key.ts'
import type { HouseKey } from '../house-key.ts'
import { revoke } from './revoke.ts'
import type { Allow, Settings } from './settings.ts'
import type { TableShape } from './shape.ts'

const paths: TableShape<Settings['paths']> = {
  settings: {
    include: {
      shape: 'texts',
      format: 'glob',
      fallback: [],
      about: 'Scans these paths only. Without any, everything is scanned.',
      example: ['src', 'packages/*/config'],
    },
    exclude: {
      shape: 'texts',
      format: 'glob',
      fallback: [],
      about: 'Leaves these paths out, read as .gitignore reads them, with {a,b} besides.',
      example: ['vendor/', '*.snap', 'test/**/recorded'],
    },
  },
}

const detectors: TableShape<Settings['detectors']> = {
  settings: {
    off: {
      shape: 'texts',
      format: 'detector',
      fallback: [],
      about: 'Detectors that stay silent.',
      example: ['slack-bot-token'],
    },
    only: {
      shape: 'texts',
      format: 'detector',
      about: 'Lets these detectors speak and no other.',
      example: ['github-personal-token'],
    },
  },
  exclusive: ['off', 'only'],
}

const key: TableShape<HouseKey> = {
  settings: {
    id: {
      shape: 'text',
      format: 'id',
      required: true,
      about: 'Names the detector of this key: lower-case words joined by dashes.',
      example: 'acme-api-key',
    },
    title: {
      shape: 'text',
      format: 'line',
      about: 'What people call it.',
      example: 'Acme API key',
    },
    prefix: {
      shape: 'text',
      format: 'line',
      about: 'What every such key begins with.',
      example: 'acme_',
    },
    environments: {
      shape: 'texts',
      format: 'environment',
      about: 'What may follow the prefix, and `_` after it, to tell where the key is valid.',
      example: ['live', 'test'],
    },
    alphabet: {
      shape: 'text',
      format: 'line',
      about:
        'The characters of its random part: base62, base32, hex, base64url, digits, or the characters themselves.',
      example: 'base62',
    },
    length: {
      shape: 'length',
      least: 8,
      most: 256,
      about:
        'How long the random part is, without a checksum, or the fewest and the most characters.',
      example: [24, 32],
    },
    checksum: {
      shape: 'choice',
      words: ['crc32-base62'],
      about: 'Six base62 digits at the end, which are the CRC32 of everything before them.',
      example: 'crc32-base62',
    },
    headers: {
      shape: 'texts',
      format: 'name',
      about: 'HTTP headers the key is sent in.',
      example: ['X-Acme-Key'],
    },
    variables: {
      shape: 'texts',
      format: 'name',
      about: 'Names of variables the key is kept in.',
      example: ['ACME_API_KEY'],
    },
    why: {
      shape: 'text',
      format: 'line',
      about: 'What somebody who holds it can do.',
      example: 'Whoever holds it can place orders.',
    },
    fix: {
      shape: 'text',
      format: 'line',
      about: 'How it is revoked and replaced.',
      example: 'Open the console under Keys, revoke it there and create another.',
    },
    docs: {
      shape: 'text',
      format: 'line',
      about: 'Where the key is described.',
      example: 'https://wiki.example/keys',
    },
  },
  unique: 'id',
  // Every setting was read as this table declares it.
  problem: (table) => houseKeyProblem(table as unknown as HouseKey),
}

const allow: TableShape<Allow> = {
  settings: {
    detector: {
      shape: 'text',
      format: 'detector',
      about: 'Covers secrets of this detector only.',
      example: 'slack-bot-token',
    },
    path: {
      shape: 'text',
      format: 'glob',
      about: 'Covers secrets under this path only.',
      example: 'test/**',
    },
    fingerprint: {
      shape: 'text',
      format: 'fingerprint',
      about: 'Covers this one secret, wherever it moves.',
      example: `kw1:${'0123456789abcdef'.repeat(2)}`,
    },
    pattern: {
      shape: 'text',
      format: 'pattern',
      about: 'Covers secrets in which this regular expression finds something.',
      example: '^example',
    },
    reason: {
      shape: 'text',
      format: 'line',
      required: true,
      about: 'Why it may stay, for whoever asks later.',
      example: 'Recorded answers of a service that no longer exists.',
    },
    until: {
      shape: 'text',
      format: 'day',
      about: 'The last day it holds.',
      example: '2027-01-31',
    },
  },
  needsOneOf: ['detector', 'path', 'fingerprint', 'pattern'],
  exclusive: ['fingerprint', 'pattern'],
}

/** The file has `[[key]]` for each of `keys`. */
export type SettingsFile = Omit<Settings, 'keys'> & { readonly key: Settings['keys'] }

/**
 * Everything keyward.toml may say; a new section is one more entry and its interface in settings.ts.
 */
export const settingsShape: TableShape<SettingsFile> = {
  settings: {
    salt: {
      shape: 'text',
      format: 'line',
      about:
        'Goes into every fingerprint, so that nobody can look one up. Without it, one is derived from the first commit.',
      example: 'any text that only this repository has',
    },
    confidence: {
      shape: 'choice',
      words: confidences,
      fallback: 'likely',
      about: 'How sure a finding has to be to be reported.',
      example: 'certain',
    },
    paths: {
      shape: 'table',
      table: paths,
      about: 'What is scanned. Globs start at the folder of this file.',
      example: { exclude: ['vendor/'] },
    },
    detectors: {
      shape: 'table',
      table: detectors,
      about: 'Which detectors speak.',
      example: { off: ['slack-bot-token'] },
    },
    key: {
      shape: 'tables',
      table: key,
      fallback: [],
      about: 'A kind of key your house issues.',
      example: [{ id: 'acme-api-key', prefix: 'acme_', length: 32 }],
    },
    allow: {
      shape: 'tables',
      table: allow,
      fallback: [],
      about: 'Secrets that may stay, and why.',
      example: [{ path: 'test/**', reason: 'Made up for the tests.' }],
    },
    revoke: {
      shape: 'table',
      table: revoke,
      about: 'What is done with secrets that have leaked.',
      example: { service: 'https://keys.example.com', mode: 'revoke' },
    },
  },
}
