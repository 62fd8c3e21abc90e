import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'JSON web token',
  docs: 'https://www.rfc-editor.org/rfc/rfc7519',
  detectors: [
    {
      id: 'json-web-token',
      title: 'JSON web token',
      anchors: ['eyJ'],
      // Three parts are signed; five are encrypted, and the second of them may be empty.
      pattern:
        /(?<![A-Za-z0-9_+/-])(?<secret>(?<header>eyJ[A-Za-z0-9_-]{10,1400})\.(?<payload>[A-Za-z0-9_-]{0,4096})\.(?<signature>[A-Za-z0-9_-]{0,1400})(?<sealed>\.[A-Za-z0-9_-]{1,4096}\.[A-Za-z0-9_-]{16,128})?)(?![A-Za-z0-9_-])/,
      window: 12_288,
      check: judge,
      why: 'Whoever holds it is taken for the person or program it was issued to until it expires.',
      fix: 'End the session or revoke the grant it belongs to; where tokens cannot be revoked one by one, rotate the key that signs them.',
      examples: {
        leaks: {
          'bearer of a request': `Authorization: Bearer ${token({ alg: 'HS256', typ: 'JWT' }, { sub: '42', exp: 1893456000 }, 43)}`,
          'line of a dotenv file': `ACCESS_TOKEN=${token({ alg: 'RS256', kid: '1' }, { iss: 'https://login.acme.dev', scope: 'write' }, 342)}`,
          'parameter of a URL': `https://acme.dev/callback?id_token=${token({ typ: 'JWT', alg: 'ES256' }, { aud: 'web', sub: 'u1' }, 86)}&state=1`,
          'encrypted token': `token: ${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.${base64url(342)}.${base64url(16)}.${base64url(200)}.${base64url(22)}`,
        },
        clean: {
          'token of jwt.io': token(
            { alg: 'HS256', typ: 'JWT' },
            { sub: '1234567890', name: 'John Doe', iat: 1516239022 },
            43,
          ),
          'token of RFC 7519': token(
            { typ: 'JWT', alg: 'HS256' },
            { iss: 'joe', 'http://example.com/is_root': true },
            43,
          ),
          'three parts that are no JSON': `eyJ${base64url(40)}.eyJ${base64url(60)}.${base64url(43)}`,
          shortened: 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9...',
          'signature left to the reader': `${part({ alg: 'HS256' })}.${part({ sub: '42' })}.signature`,
        },
      },
    },
  ],
})

function judge(_secret: string, { groups }: Match): Confidence | Rejection {
  const header = objectIn(groups['header'])
  const signature = groups['signature'] ?? ''
  if (typeof header?.['alg'] !== 'string') return rejected('structure')
  if (groups['sealed'] !== undefined) return 'enc' in header ? 'likely' : rejected('structure')

  if (groups['payload'] === '') return rejected('placeholder')
  const payload = objectIn(groups['payload'])
  if (payload && isDocumented(payload)) return rejected('placeholder')
  if (header['alg'].toLowerCase() === 'none' || signature === '') return 'possible'
  if (signature.length < 32) return rejected('placeholder')
  // A payload that is no JSON may be compressed or a digest: the header alone says what it is.
  return payload && isPublic(payload) ? 'possible' : 'likely'
}

/** What jwt.io, RFC 7519 and a local Supabase show to everyone. */
function isDocumented(payload: Readonly<Record<string, unknown>>): boolean {
  return (
    (payload['sub'] === '1234567890' && payload['name'] === 'John Doe') ||
    (payload['iss'] === 'joe' && 'http://example.com/is_root' in payload) ||
    payload['iss'] === 'supabase-demo'
  )
}

/** Supabase puts the key of its anonymous role into pages. */
function isPublic(payload: Readonly<Record<string, unknown>>): boolean {
  return payload['iss'] === 'supabase' && payload['role'] === 'anon'
}

function objectIn(part = ''): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function token(header: object, payload: object, signature: number): string {
  return `${part(header)}.${part(payload)}.${base64url(signature)}`
}

function part(value: object): string {
  const text = btoa(JSON.stringify(value))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
