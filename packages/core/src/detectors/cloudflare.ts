import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'Cloudflare',
  docs: 'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/',
  detectors: [
    {
      id: 'cloudflare-user-token',
      title: 'Cloudflare user API token',
      anchors: ['cfut_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>cfut_[A-Za-z0-9]{40}[0-9a-f]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it does in the zones and accounts it names what its permissions allow.',
      fix: 'Open dash.cloudflare.com, My Profile, API Tokens, then roll or delete it.',
      examples: {
        leaks: { 'variables of Terraform': `cloudflare_api_token = "cfut_${base62(40)}${hex(8)}"` },
        clean: { 'too short': `cfut_${base62(9)} is cut off` },
      },
    },
    {
      id: 'cloudflare-account-token',
      title: 'Cloudflare account API token',
      anchors: ['cfat_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>cfat_[A-Za-z0-9]{40}[0-9a-f]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it does in the account what its permissions allow, whoever made it.',
      fix: 'Open dash.cloudflare.com, Manage Account, Account API Tokens, then roll or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `CLOUDFLARE_API_TOKEN=cfat_${base62(40)}${hex(8)}` },
        clean: { 'too short': `cfat_${base62(9)} is cut off` },
      },
    },
    {
      id: 'cloudflare-global-key',
      title: 'Cloudflare global API key',
      anchors: ['cfk_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>cfk_[A-Za-z0-9]{40}[0-9a-f]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it can do all that its owner can, in every account and zone.',
      fix: 'Open dash.cloudflare.com, My Profile, API Tokens, Global API Key, and change it.',
      examples: {
        leaks: { 'header of a request': `X-Auth-Key: cfk_${base62(40)}${hex(8)}` },
        clean: { 'too short': `cfk_${base62(9)} is cut off` },
      },
    },
    {
      id: 'cloudflare-legacy-token',
      title: 'Cloudflare API token (older form)',
      anchors: ['cloudflare', 'cf_api_token', 'cf_token'],
      pattern:
        /(?:CLOUDFLARE|[Cc]loud[Ff]lare|CF_API|cf_api|CF_TOKEN|cf_token)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9_-]{40})(?![\w-])/,
      check: (secret) =>
        /\d/.test(secret) && /[A-Za-z]/.test(secret) ? 'likely' : rejected('words'),
      why: 'Whoever holds it does in the zones and accounts it names what its permissions allow.',
      fix: 'Open dash.cloudflare.com, My Profile, API Tokens, then roll or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `CLOUDFLARE_API_TOKEN=${base64url(40)}` },
        clean: {
          'read from the environment': 'cloudflare_api_token: $[[ secrets.CLOUDFLARE_API_TOKEN ]]',
        },
      },
    },
    {
      id: 'cloudflare-legacy-global-key',
      title: 'Cloudflare global API key (37 digits)',
      anchors: ['cloudflare', 'x-auth-key', 'cf_api_key'],
      pattern:
        /(?:CLOUDFLARE|[Cc]loud[Ff]lare|[Xx]-[Aa]uth-[Kk]ey|CF_API_KEY|cf_api_key)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{37})(?![\w-])/,
      why: 'Whoever holds it can do all that its owner can, in every account and zone.',
      fix: 'Open dash.cloudflare.com, My Profile, API Tokens, Global API Key, and change it.',
      examples: {
        leaks: { 'header of a request': `X-Auth-Key: ${hex(37)}` },
        clean: { 'read from the environment': 'X-Auth-Key: $CLOUDFLARE_KEY' },
      },
    },
    {
      id: 'cloudflare-origin-ca-key',
      title: 'Cloudflare Origin CA key',
      anchors: ['v1.0-'],
      pattern:
        /(?<![A-Za-z0-9_.-])(?<secret>v1\.0-[0-9a-f]{24,64}-[0-9a-f-]{146,220})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it issues certificates that Cloudflare trusts for your origins.',
      fix: 'Open dash.cloudflare.com, My Profile, API Tokens, Origin CA Key, and change it.',
      examples: {
        leaks: { 'header of a request': `X-Auth-User-Service-Key: v1.0-${hex(24)}-${hex(146)}` },
        clean: { 'version of a release': 'download v1.0-rc2 from the mirror' },
      },
    },
  ],
})
