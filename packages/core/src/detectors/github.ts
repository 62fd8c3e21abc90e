import { crc32, toBase62 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64url, digits, hex } from '../sample.ts'
import { sha256 } from '../sha256.ts'

export default defineProvider({
  name: 'GitHub',
  docs: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  detectors: [
    {
      id: 'github-personal-token',
      title: 'GitHub personal access token (classic)',
      anchors: ['ghp_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>ghp_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it acts as its owner in every repository and organisation its scopes reach.',
      fix: 'Delete it under Settings, Developer settings, Personal access tokens, Tokens (classic).',
      examples: {
        leaks: {
          'line of a dotenv file': `GITHUB_TOKEN=${checksummed('ghp_', 30)}`,
          'remote with a token': `git push https://${checksummed('ghp_', 30)}@github.com/acme/site.git`,
        },
        clean: {
          'wrong checksum': `a look-alike is ghp_${base62(36)} in the docs`,
          placeholder: 'GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
        },
      },
    },
    {
      id: 'github-fine-grained-token',
      title: 'GitHub fine-grained personal access token',
      anchors: ['github_pat_'],
      pattern:
        /(?<![A-Za-z0-9])(?<secret>github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9_])/,
      check: holdsItsDigest,
      why: 'Whoever holds it has the permissions it was given, in the repositories it was given.',
      fix: 'Delete it under Settings, Developer settings, Personal access tokens, Fine-grained tokens.',
      examples: {
        leaks: { 'step of a workflow': `          token: ${fineGrained()}` },
        clean: {
          'too short': `github_pat_${base62(22)}_${base62(20)} is cut off`,
          'variable name': 'const github_pat_from_settings = readSetting()',
        },
      },
    },
    {
      id: 'github-oauth-token',
      title: 'GitHub OAuth access token',
      anchors: ['gho_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>gho_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it does what the OAuth app may do for the person who authorised it.',
      fix: 'Revoke the app under Settings, Applications, Authorized OAuth Apps, then sign in again.',
      examples: {
        leaks: { 'hosts file of the command line': `    oauth_token: ${checksummed('gho_', 30)}` },
        clean: { 'wrong checksum': `a look-alike is gho_${base62(36)} in the docs` },
      },
    },
    {
      id: 'github-user-to-server-token',
      title: 'GitHub App user token',
      anchors: ['ghu_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>ghu_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it acts through the app as the person who authorised it, for eight hours.',
      fix: 'Revoke the app under Settings, Applications, Authorized GitHub Apps.',
      examples: {
        leaks: { 'answer kept as JSON': `{"access_token": "${checksummed('ghu_', 30)}"}` },
        clean: { 'wrong checksum': `a look-alike is ghu_${base62(36)} in the docs` },
      },
    },
    {
      id: 'github-installation-token',
      title: 'GitHub App installation token',
      anchors: ['ghs_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>ghs_[A-Za-z0-9]{36})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it acts as the app or the running workflow until it expires within the hour.',
      fix: 'Call DELETE /installation/token with the token, or wait for it to expire.',
      examples: {
        leaks: { 'line of a job log': `Authorization: token ${checksummed('ghs_', 30)}` },
        clean: { 'wrong checksum': `a look-alike is ghs_${base62(36)} in the docs` },
      },
    },
    {
      id: 'github-stateless-installation-token',
      title: 'GitHub App installation token (stateless)',
      anchors: ['ghs_'],
      pattern:
        /(?<![A-Za-z0-9])(?<secret>ghs_\d{1,12}_eyJ[\w-]{10,1200}\.eyJ[\w-]{10,2400}\.[\w-]{20,1024})(?![\w-])/,
      window: 4700,
      confidence: 'certain',
      why: 'Whoever holds it acts as the app in the repositories of its installation until it expires.',
      fix: 'Call DELETE /installation/token with the token, or wait for it to expire.',
      examples: {
        leaks: {
          'export in a script': `export GH_TOKEN=ghs_${digits(6)}_eyJ${base62(33)}.eyJ${base62(80)}.${base64url(43)}`,
        },
        clean: { 'no payload': `ghs_${digits(6)}_eyJ${base62(33)} was cut off` },
      },
    },
    {
      id: 'github-refresh-token',
      title: 'GitHub App refresh token',
      anchors: ['ghr_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>ghr_[A-Za-z0-9]{76})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'With the client secret of the app it fetches new user tokens for half a year.',
      fix: 'Revoke the app under Settings, Applications, Authorized GitHub Apps.',
      examples: {
        leaks: { 'answer kept as JSON': `{"refresh_token": "${checksummed('ghr_', 70)}"}` },
        clean: { 'wrong checksum': `a look-alike is ghr_${base62(76)} in the docs` },
      },
    },
    {
      id: 'github-client-secret',
      title: 'GitHub OAuth app client secret',
      anchors: [
        'github_client_secret',
        'github_oauth_secret',
        'github_oauth_client_secret',
        'github_secret',
        'github_token',
        'githubtoken',
      ],
      pattern:
        /(?:GITHUB|[Gg]it[Hh]ub)_?(?:OAUTH_|oauth_)?(?:CLIENT_SECRET|client_secret|SECRET|secret|TOKEN|[Tt]oken)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>[0-9a-f]{40})(?![0-9A-Za-z])/,
      why: 'Whoever holds it poses as the app, or, if it is an old token, as its owner.',
      fix: 'Open the app under Settings, Developer settings, OAuth Apps, and generate a new client secret.',
      examples: {
        leaks: { 'line of a dotenv file': `GITHUB_CLIENT_SECRET=${hex(40)}` },
        clean: { 'variable of a workflow': 'GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}' },
      },
    },
  ],
})

/** Six base-62 digits at the end, over what stands between them and the prefix. */
function endsInItsChecksum(secret: string): Confidence | Rejection {
  const body = secret.slice(4, -6)
  return secret.endsWith(toBase62(crc32(body), 6)) ? 'certain' : rejected('checksum')
}

function checksummed(prefix: string, length: number): string {
  const body = base62(length)
  return prefix + body + toBase62(crc32(body), 6)
}

/**
 * Eight of the last sixteen characters are the digest of all before them. GitHub has not written
 * that down, so a token without it is less certain rather than turned down.
 */
function holdsItsDigest(secret: string): Confidence {
  return secret.slice(-16, -8) === digestOf(secret.slice(0, -16)) ? 'certain' : 'likely'
}

function fineGrained(): string {
  const body = `github_pat_${base62(22)}_${base62(43)}`
  return body + digestOf(body) + base62(8)
}

/** The first forty bits in base 32. */
function digestOf(text: string): string {
  const digest = sha256(new TextEncoder().encode(text))
  let bits = ''
  for (const byte of digest.subarray(0, 5)) bits += byte.toString(2).padStart(8, '0')
  return bits.replace(/.{5}/g, (five) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(five, 2)),
  )
}
