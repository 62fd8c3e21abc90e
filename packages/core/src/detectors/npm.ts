import { crc32, toBase62 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64, hex } from '../sample.ts'

export default defineProvider({
  name: 'npm',
  docs: 'https://docs.npmjs.com/about-access-tokens',
  detectors: [
    {
      id: 'npm-access-token',
      title: 'npm access token',
      anchors: ['npm_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>npm_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it publishes new versions of the packages its owner may publish.',
      fix: 'Delete it under Access Tokens in the account menu, or run npm token revoke.',
      examples: {
        leaks: { 'line of a dotenv file': `NPM_TOKEN=${checksummed()}` },
        clean: {
          'wrong checksum': `a look-alike is npm_${base62(36)} in the docs`,
          'name of a variable': 'npm_config_registry_for_internal_packages',
        },
      },
    },
    {
      id: 'npm-registry-token',
      title: 'token of an npm registry',
      anchors: ['_authToken'],
      pattern:
        /_auth[Tt]oken["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>(?!npm_|gh[a-z]_|gl[a-z]{2,4}-)[A-Za-z0-9+/_.-]{16,1000}={0,2})(?![\w+/=.${}-])/,
      window: 1100,
      check: isNoReference,
      why: 'Whoever holds it installs private packages from the registry, and often publishes there.',
      fix: 'Revoke the token in the registry that the line of .npmrc names, then run npm login again.',
      examples: {
        leaks: {
          'registry of a company': `//packages.acme.example/api/npm/:_authToken=${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
          'workspace settings in YAML': `    "_authToken": "${base62(44)}"`,
        },
        clean: {
          'read from the environment': '//packages.acme.example/:_authToken=${NPM_TOKEN}',
          placeholder: '//packages.acme.example/:_authToken=your-token-goes-here',
        },
      },
    },
    {
      id: 'npm-registry-password',
      title: 'login of an npm registry',
      anchors: [':_auth', ':_password'],
      pattern:
        /:_(?:auth|password)[ \t]{0,4}=[ \t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{8,400}={0,2})(?![\w+/=.${}-])/,
      why: 'Whoever holds it decodes the user name and password of the registry from it.',
      fix: 'Change the password or revoke the token in the registry, then run npm login again.',
      examples: {
        leaks: { 'line of .npmrc': `//packages.acme.example/:_password=${base64(40)}` },
        clean: {
          'read from the environment': '//packages.acme.example/:_password=${NPM_PASSWORD}',
        },
      },
    },
  ],
})

/** Six base-62 digits at the end, over what stands between them and the prefix. */
function endsInItsChecksum(secret: string): Confidence | Rejection {
  const body = secret.slice(4, -6)
  return secret.endsWith(toBase62(crc32(body), 6)) ? 'certain' : rejected('checksum')
}

function checksummed(): string {
  const body = base62(30)
  return `npm_${body}${toBase62(crc32(body), 6)}`
}

/** A name, unlike a token, has no digit. */
function isNoReference(secret: string): Confidence | Rejection {
  if (/^process\.|^env\.|^secrets\./.test(secret)) return rejected('reference')
  return /\d/.test(secret) ? 'likely' : rejected('placeholder')
}
