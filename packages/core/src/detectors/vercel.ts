import { crc32, toBase62 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Vercel',
  docs: 'https://vercel.com/docs/rest-api#authentication',
  detectors: [
    {
      id: 'vercel-personal-token',
      title: 'Vercel personal access token',
      anchors: ['vcp_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>vcp_[A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it deploys projects and reads their environment variables.',
      fix: 'Open vercel.com, Account Settings, Tokens, and delete it, or call DELETE /v3/user/tokens/current with it.',
      examples: {
        leaks: { 'line of a dotenv file': `VERCEL_TOKEN=${checksummed('vcp_')}` },
        clean: { 'too short': `vcp_${base62(9)} is cut off` },
      },
    },
    {
      id: 'vercel-integration-token',
      title: 'Vercel integration token',
      anchors: ['vci_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>vci_[A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it does what the integration may do in the teams that installed it.',
      fix: 'Open vercel.com, Integrations, and uninstall the integration or rotate its secret.',
      examples: {
        leaks: { 'answer kept as JSON': `{"access_token": "${checksummed('vci_')}"}` },
        clean: { 'too short': `vci_${base62(9)} is cut off` },
      },
    },
    {
      id: 'vercel-app-token',
      title: 'Vercel app access token',
      anchors: ['vca_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>vca_[A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it acts for the person who signed in until it expires.',
      fix: 'Post it to api.vercel.com/login/oauth/token/revoke.',
      examples: {
        leaks: { 'header of a request': `Authorization: Bearer ${checksummed('vca_')}` },
        clean: { 'too short': `vca_${base62(9)} is cut off` },
      },
    },
    {
      id: 'vercel-refresh-token',
      title: 'Vercel app refresh token',
      anchors: ['vcr_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>vcr_[A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it fetches new access tokens of the person who signed in.',
      fix: 'Post it to api.vercel.com/login/oauth/token/revoke.',
      examples: {
        leaks: { 'answer kept as JSON': `{"refresh_token": "${checksummed('vcr_')}"}` },
        clean: { 'too short': `vcr_${base62(9)} is cut off` },
      },
    },
    {
      id: 'vercel-ai-gateway-key',
      title: 'Vercel AI Gateway key',
      anchors: ['vck_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>vck_[A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it runs models at the cost of the team.',
      fix: 'Open vercel.com, AI Gateway, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `AI_GATEWAY_API_KEY=${checksummed('vck_')}` },
        clean: { 'too short': `vck_${base62(9)} is cut off` },
      },
    },
    {
      id: 'vercel-legacy-token',
      title: 'Vercel access token (24 characters)',
      anchors: [
        'vercel_token',
        'verceltoken',
        'vercel_api',
        'vercel_access',
        'vercel_secret',
        'vercel_key',
        'vercel-token',
      ],
      pattern:
        /(?:VERCEL|[Vv]ercel)[\w.-]{3,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9]{24})(?![\w-])/,
      check: (secret) =>
        /\d/.test(secret) && /[A-Za-z]/.test(secret) ? 'likely' : rejected('words'),
      why: 'Whoever holds it deploys projects and reads their environment variables.',
      fix: 'Open vercel.com, Account Settings, Tokens, and delete it.',
      examples: {
        leaks: { 'variable of a pipeline': `  VERCEL_TOKEN: ${base62(24)}` },
        clean: { 'read from the environment': 'vercel_token: process.env.VERCEL_TOKEN' },
      },
    },
  ],
})

/** Six base-62 digits at the end over what follows the prefix. */
function endsInItsChecksum(secret: string): Confidence {
  return secret.endsWith(toBase62(crc32(secret.slice(4, -6)), 6)) ? 'certain' : 'likely'
}

function checksummed(prefix: string): string {
  const body = base62(50)
  return prefix + body + toBase62(crc32(body), 6)
}
