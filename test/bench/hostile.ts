import { base64, hex, lowerAlphanumeric, sample } from '../../packages/core/src/sample.ts'

const megabyte = 1_000_000

// In two parts, so that a scan of this file does not take it for a comment to itself.
const directive = ['keyward', 'ignore'].join('-')

/** Texts that a scanner is slow on: each aims at another part of it. */
export function hostileTexts(
  anchors: readonly string[],
  slowest: string,
): Readonly<Record<string, () => Buffer>> {
  const shortest = anchors.find((anchor) => anchor.length === 3) ?? 'sk_'
  const secret = lowerAlphanumeric(24)
  return {
    '1 MB of [a-z0-9_.-], one line': () =>
      Buffer.from(sample('abcdefghijklmnopqrstuvwxyz0123456789_.-', megabyte)),
    '1 MB of every anchor': () => repeated(anchors.join('')),
    '1 MB of every anchor, spaced': () => repeated(`${anchors.join(' ')} `),
    '1 MB of one 3-byte anchor': () => repeated(shortest),
    [`1 MB of the slowest anchor, ${slowest}`]: () => repeated(slowest),
    '1 MB of quotes and equals signs': () => repeated(`"='`),
    '1 MB of password="': () => repeated('password="'),
    '1 MB of password=': () => repeated('password='),
    '1 MB of api_key lines, one secret each': () => repeated(`api_key = "${secret}"\n`),
    '1 MB of api_key, one line, one secret each': () => repeated(`api_key:"${secret}",`),
    '64 MB of zeros': () => Buffer.alloc(64 * megabyte),
    '50 MB of JSON, one line': () => jsonLine(50 * megabyte),
    '1 MB of base64': () => Buffer.from(base64(megabyte)),
    '1 MB of base64 in base64 in base64': nestedBase64,
    '1 MB of hex': () => Buffer.from(hex(megabyte)),
    '1 MB of \\u escapes': () => repeated('\\u0041'),
    '1 MB of % escapes': () => repeated('%41'),
    '1 MB of eyJ': () => repeated('eyJ'),
    '1 MB of -----BEGIN': () => repeated('-----BEGIN '),
    '1 MB of -----BEGIN … PRIVATE KEY-----': () => repeated('-----BEGIN RSA PRIVATE KEY-----\n'),
    '1 MB of ://a:b@': () => repeated('://a:b@'),
    '1 MB of suppressions': () => repeated(`${directive} x -- y\n`),
    '1 MB of suppressed secrets': () =>
      repeated(`api_key = "${secret}" // ${directive} generic-credential -- y\n`),
    '1 MB of UTF-16': () => Buffer.from(`\ufeff${'api_key = "'.repeat(45_000)}`, 'utf16le'),
  }
}

function repeated(text: string): Buffer {
  return Buffer.alloc(megabyte, text)
}

function nestedBase64(): Buffer {
  let text = repeated('{"key":"value","token":null}\n').subarray(0, 420_000)
  for (let depth = 0; depth < 3; depth++) text = Buffer.from(text.toString('base64'))
  return text
}

function jsonLine(bytes: number): Buffer {
  const records = Array.from({ length: 4_000 }, (_, id) => ({
    id,
    key: `item-${id}`,
    token: null,
    created_at: 1_700_000_000 + id,
    url: `https://example.com/items/${id}?page=${id % 7}&sort=name`,
    secret_santa: id % 2 === 0,
    user: { name: `user${id}`, password_reset: false, auth: 'none', score: id / 7 },
    description: 'The quick brown fox keeps its key under the mat, and says so.',
  }))
  return Buffer.alloc(bytes, `${JSON.stringify(records).slice(1, -1)},`)
}
