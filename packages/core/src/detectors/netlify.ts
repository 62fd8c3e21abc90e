import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Netlify',
  docs: 'https://docs.netlify.com/api/get-started/#authentication',
  detectors: [
    {
      id: 'netlify-access-token',
      title: 'Netlify access token',
      anchors: ['nfp_', 'nfc_', 'nfu_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>nf[pcu]_[A-Za-z0-9_]{36})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it deploys the sites of its owner and reads their environment variables.',
      fix: 'Open app.netlify.com, User settings, Applications, and delete the personal access token.',
      examples: {
        leaks: { 'line of a dotenv file': `NETLIFY_AUTH_TOKEN=nfp_${base62(36)}` },
        clean: { 'too short': `nfp_${base62(9)} is cut off` },
      },
    },
    {
      id: 'netlify-legacy-token',
      title: 'Netlify access token (older form)',
      anchors: ['netlify'],
      pattern:
        /(?:NETLIFY|[Nn]etlify)[\w.-]{3,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{64}|[A-Za-z0-9_-]{43,46})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it deploys the sites of its owner and reads their environment variables.',
      fix: 'Open app.netlify.com, User settings, Applications, and delete the personal access token.',
      examples: {
        leaks: { 'line of a dotenv file': `NETLIFY_AUTH_TOKEN=${base64url(43)}` },
        clean: { 'read from the environment': 'netlify_token: $(NETLIFY_AUTH_TOKEN)' },
      },
    },
  ],
})
