import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base64, base64url, hex } from '../sample.ts'

const why =
  'Whoever holds it can be the server, person or program it belongs to, and sign or decrypt in its name.'
const fix =
  'Make a new pair, replace the public half wherever it is trusted, and revoke certificates that were issued for the old one.'

export default defineProvider({
  name: 'Private key',
  docs: 'https://www.rfc-editor.org/rfc/rfc7468',
  detectors: [
    {
      id: 'private-key-pem',
      title: 'Private key',
      anchors: ['-----BEGIN ', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY'],
      pattern:
        /(?<secret>-{4,5} ?BEGIN (?!PGP)[A-Z0-9 ]{0,30}?PRIVATE KEY(?: BLOCK)? ?-{4,5}(?:(?<body>(?:[^-]|-(?!---)){24,15000})-{4,5} ?END [A-Z0-9 ]{0,30}?PRIVATE KEY(?: BLOCK)? ?-{4,5}|(?<open>(?:(?:(?:\\{1,2}[nr]){1,2}|[\s"']{1,12})[A-Za-z0-9+/]{40,80}){2,160})))/,
      window: 16_384,
      check: judgePem,
      why,
      fix,
      examples: {
        leaks: {
          'RSA key of PKCS #8': pem('PRIVATE KEY', pkcs8, 1600),
          'RSA key of PKCS #1': pem('RSA PRIVATE KEY', pkcs1, 1600),
          'elliptic curve': pem('EC PRIVATE KEY', sec1, 148),
          'Ed25519 key, which is one line': pem('PRIVATE KEY', ed25519, 44),
          'key of OpenSSH': pem('OPENSSH PRIVATE KEY', openssh, 380, 70),
          'encrypted, with headers': pem(
            'RSA PRIVATE KEY',
            'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\n',
            1600,
          ),
          'encrypted key of PKCS #8': pem('ENCRYPTED PRIVATE KEY', encryptedPkcs8, 1600),
          'on one line of JSON': `{"private_key": ${JSON.stringify(pem('PRIVATE KEY', pkcs8, 1600))}}`,
          'in double quotes of a dotenv file': `KEY="${pem('PRIVATE KEY', pkcs8, 1600).replaceAll('\n', '\\n')}"`,
          'indented in YAML': `tls:\n  key: |\n${pem('PRIVATE KEY', pkcs8, 1600).replace(/^/gm, '    ')}`,
          'joined from string literals': pem('PRIVATE KEY', pkcs8, 400).replace(
            /^(.*)$/gm,
            '"$1\\n" +',
          ),
          'cut off before its end': pem('PRIVATE KEY', pkcs8, 700)
            .split('\n')
            .slice(0, -2)
            .join('\n'),
        },
        clean: {
          'marker in code': "if (text.includes('-----BEGIN PRIVATE KEY-----')) return true",
          'both markers in code':
            "const begin = '-----BEGIN RSA PRIVATE KEY-----'\nconst end = '-----END RSA PRIVATE KEY-----'",
          'body left out': '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
          'body of asterisks':
            '-----BEGIN PRIVATE KEY-----\n********************************\n-----END PRIVATE KEY-----',
          'body in words':
            '-----BEGIN PRIVATE KEY-----\n<paste the contents of your key file here>\n-----END PRIVATE KEY-----',
          'public key': pem('PUBLIC KEY', publicKey, 360),
          certificate: pem('CERTIFICATE', certificate, 1200),
        },
      },
    },
    {
      id: 'private-key-pgp',
      title: 'PGP private key',
      anchors: ['-----BEGIN PGP PRIVATE KEY BLOCK-----'],
      pattern:
        /(?<secret>-----BEGIN PGP PRIVATE KEY BLOCK-----(?<body>(?:[^-]|-(?!---)){40,15000})(?:-----END PGP PRIVATE KEY BLOCK-----)?)/,
      window: 16_384,
      check: judgePgp,
      why: 'Whoever holds it can sign as its owner and read what was encrypted for them, once past a passphrase if it has one.',
      fix: 'Publish the revocation certificate of the key, make a new key, and tell those who trust the old one.',
      examples: {
        leaks: {
          'armored key': pem('PGP PRIVATE KEY BLOCK', pgp, 1200),
          'armored key with headers': pem(
            'PGP PRIVATE KEY BLOCK',
            'Version: GnuPG v2\nComment: made for a test\n\n',
            1200,
            64,
            pgp,
          ),
        },
        clean: {
          'marker in code': "const header = '-----BEGIN PGP PRIVATE KEY BLOCK-----'",
          'public key': pem('PGP PUBLIC KEY BLOCK', pgpPublic, 600),
        },
      },
    },
    {
      id: 'private-key-putty',
      title: 'PuTTY private key',
      anchors: ['PuTTY-User-Key-File-'],
      pattern:
        /PuTTY-User-Key-File-[123]:(?:(?!PuTTY-User)[^]){1,8000}?Private-Lines: \d{1,4}(?:\s|\\[rn]){1,6}(?<secret>[A-Za-z0-9+/=\s\\]{40,8000}?)(?=(?:\s|\\[rn]){1,6}Private-(?:MAC|Hash))/,
      window: 16_384,
      why: 'Whoever holds it can log in wherever its public half is authorized, once past a passphrase if it has one.',
      fix: 'Make a new key with PuTTYgen, replace the old one in every authorized_keys file, and delete it.',
      examples: {
        leaks: {
          'key file': putty('none'),
          'key file with a passphrase': putty('aes256-cbc'),
        },
        clean: { 'name of the format': 'The file begins with PuTTY-User-Key-File-3: and a name.' },
      },
    },
    {
      id: 'private-key-jwk',
      title: 'JSON web key with its private part',
      anchors: ['d', 'k'].flatMap((member) => [
        `"${member}"`,
        `'${member}'`,
        `"${member}\\"`,
        ...[' ', '\t', '\n'].map((before) => `${before}${member}: `),
        ...['{', ','].flatMap((before) =>
          ['"', "'", '`'].map((quote) => `${before}${member}:${quote}`),
        ),
      ]),
      pattern:
        /(?:\\?["']|[\s{,])?[dk](?:\\?["'])?\s{0,4}:\s{0,4}(?:\\?["'`])?(?<secret>[A-Za-z0-9_-]{32,1400})(?<quote>\\?["'`])?(?![\w.(-])/,
      window: 1536,
      nearby: { words: ['"kty"', "'kty'", 'kty:', 'kty\\"'], within: 2000, required: true },
      check: judgeJwk,
      why,
      fix,
      examples: {
        leaks: {
          'elliptic curve': `{"kty":"EC","crv":"P-256","x":"${base64url(42)}A","y":"${base64url(42)}E","d":"${base64url(43)}"}`,
          'RSA key in a set': `{ "keys": [{ "kty": "RSA", "e": "AQAB", "n": "${base64url(342)}", "d": "${base64url(342)}" }] }`,
          'symmetric key': `{ "kty": "oct", "alg": "HS256", "k": "${base64url(43)}" }`,
          'object of JavaScript': `const jwk = { kty: 'OKP', crv: 'Ed25519', d: '${base64url(43)}' }`,
          'object of JavaScript, in templates': `const jwk = { kty: \`OKP\`, crv: \`Ed25519\`, d: \`${base64url(43)}\` }`,
          'object of JavaScript, minified': `a={crv:"P-256",d:"${base64url(43)}",kty:"EC"}`,
          'object of JavaScript, a member a line': `const jwk = {\n\tkty: 'oct',\n\tk: '${base64url(43)}',\n}`,
          'JSON in a template': `const jwk = \`{"kty":"EC","crv":"P-256","d":"${base64url(43)}"}\``,
          'document of YAML': `kty: EC\ncrv: P-256\nd: ${base64url(43)}\n`,
          'inside a string': `KEY="{\\"kty\\":\\"EC\\",\\"crv\\":\\"P-256\\",\\"d\\":\\"${base64url(43)}\\"}"`,
        },
        clean: {
          'public half': `{"kty":"EC","crv":"P-256","x":"${base64url(42)}A","y":"${base64url(42)}E"}`,
          'other member of that name': '{ "d": "M10 10 L20 20 L30 10 Z", "fill": "none" }',
          'variable in its place':
            "const jwk = { kty: 'EC', d: privatePartOfTheKeyThatSignsSessionTokens }",
          'member in its place':
            "const jwk = { kty: 'EC', d: settings['k'], k: environment.KEY_OF_THE_SESSIONS_FROM_THE_VAULT2b }",
        },
      },
    },
  ],
})

/** Without quotes it is a value of YAML, or a name in code. */
function judgeJwk(secret: string, { groups }: Match): Confidence | Rejection {
  const isRandom = /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret)
  if (groups['quote'] === undefined && !isRandom) return rejected('syntax')
  return secret.length < 43 ? 'likely' : 'certain'
}

function judgePem(_secret: string, { text, groups }: Match): Confidence | Rejection {
  const body = groups['body'] ?? groups['open'] ?? ''
  if (/\.{3}|\xe2\x80\xa6|\*{4}|<[a-z][^>]{3,}>|(.)\1{39}/i.test(body))
    return rejected('placeholder')
  const lines = base64Lines(body)
  const length = lines.join('').length
  if (length < 40) return rejected('placeholder')

  const start = decoded(lines.join('').slice(0, 64))
  if (/^[^]{0,80}ENCRYPTED|SSH2/.test(text) || isEncryptedDer(start)) {
    return length < 64 ? rejected('short') : 'likely'
  }
  if (start.startsWith('openssh-key-v1\0'))
    return start.slice(19, 23) === 'none' ? 'certain' : 'likely'
  if (isPrivateDer(start)) return 'certain'
  // Something else in the armor of a key, or a form that came after this was written.
  const full = lines.filter((line) => line.length >= 48 && /\d/.test(line)).join('').length
  if (full >= 128) return 'likely'
  return full >= 48 ? 'possible' : rejected('structure')
}

function judgePgp(_secret: string, { groups }: Match): Confidence | Rejection {
  // Headers are short, and its beginning tells what it is.
  const lines = base64Lines((groups['body'] ?? '').slice(0, 1024))
  if (lines.join('').length < 48) return rejected('placeholder')
  const packet = decoded(lines.join('').slice(0, 4)).charCodeAt(0)
  // The tag of a secret key packet, in the old format with four length types and in the new one.
  return (packet & 0xfc) === 0x94 || packet === 0xc5 ? 'certain' : rejected('structure')
}

/** What is left of a body without headers, escapes, quotes, and what a log puts before each line. */
function base64Lines(body: string): string[] {
  const plain = body.replace(/\\{1,4}[nrt]/g, '\n').replace(/^[ \t]*[A-Z][A-Za-z-]*: .*$/gm, '')
  return plain.split(/[^A-Za-z0-9+/=]+/).filter((run) => /^[A-Za-z0-9+/]{16,}={0,2}$/.test(run))
}

function decoded(text: string): string {
  return atob(text.slice(0, text.length - (text.length % 4)).replaceAll('=', 'A'))
}

/** A sequence that begins with a version number, as PKCS #1, PKCS #8, SEC 1 and DSA keys do. */
function isPrivateDer(start: string): boolean {
  const content = contentOf(start)
  return content.startsWith('\x02\x01') && content.charCodeAt(2) <= 4
}

/** A sequence that begins with the identifier of a cipher of PKCS #5 or PKCS #12. */
function isEncryptedDer(start: string): boolean {
  const algorithm = contentOf(contentOf(start))
  return algorithm.startsWith('\x06') && algorithm.startsWith('\x2a\x86\x48\x86\xf7\x0d\x01', 2)
}

/** What a sequence of DER holds, or nothing when the text does not begin with one. */
function contentOf(text: string): string {
  if (!text.startsWith('\x30')) return ''
  const length = text.charCodeAt(1)
  return text.slice(length < 0x80 ? 2 : 2 + (length & 0x7f))
}

// What follows makes the examples. Each form is the bytes that its keys begin with, in threes so
// that base64 can go on behind them.
function pkcs8(): string {
  return '\x30\x82\x04\xbd\x02\x01\x00\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01'
}

function pkcs1(): string {
  return '\x30\x82\x04\xa5\x02\x01\x00\x02\x82\x01\x01\x00'
}

function sec1(): string {
  return '\x30\x77\x02\x01\x01\x04\x20\x5a\x17'
}

function ed25519(): string {
  return '\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04'
}

function encryptedPkcs8(): string {
  return '\x30\x82\x05\x0b\x30\x57\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d\x30'
}

function openssh(): string {
  return 'openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0\0\0\0\x01'
}

function publicKey(): string {
  return '\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01'
}

function certificate(): string {
  return '\x30\x82\x03\x5d\x30\x82\x02\x45\xa0\x03\x02\x01'
}

function pgp(): string {
  return '\x95\x03\x98'
}

function pgpPublic(): string {
  return '\x99\x01\x0d'
}

function pem(
  label: string,
  start: string | (() => string),
  length: number,
  width = 64,
  behindHeaders = (): string => '',
): string {
  const headers = typeof start === 'string' ? start : ''
  const first = btoa(typeof start === 'string' ? behindHeaders() : start())
  const lines = (first + base64(length)).match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  return `-----BEGIN ${label}-----\n${headers}${lines.join('\n')}\n-----END ${label}-----\n`
}

function putty(encryption: string): string {
  const lines = base64(640).match(/.{64}/g) ?? []
  return [
    'PuTTY-User-Key-File-2: ssh-ed25519',
    `Encryption: ${encryption}`,
    'Comment: made for a test',
    'Public-Lines: 2',
    ...lines.slice(0, 2),
    'Private-Lines: 8',
    ...lines.slice(2),
    `Private-MAC: ${hex(40)}`,
  ].join('\n')
}
