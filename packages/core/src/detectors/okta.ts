import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Okta',
  docs: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
  detectors: [
    {
      id: 'okta-api-token',
      title: 'Okta API token',
      anchors: ['okta', 'ssws '],
      pattern:
        /(?:OKTA|[Oo]kta|SSWS )[\s\S]{0,60}?(?<![A-Za-z0-9_-])(?<secret>00[A-Za-z0-9_-]{39}[A-Za-z0-9_])(?![A-Za-z0-9_-])/,
      check: (secret, match) =>
        new Set(secret).size < 12
          ? rejected('common')
          : match.text.startsWith('SSWS')
            ? 'certain'
            : 'likely',
      why: 'Whoever holds it manages users, groups and applications as the admin who made it.',
      fix: 'Open the Admin Console, Security, API, Tokens, and revoke it.',
      examples: {
        leaks: {
          'header of a request': `Authorization: SSWS 00${base64url(39)}a`,
          'line of a dotenv file': `OKTA_API_TOKEN=00${base62(40)}`,
        },
        clean: { zeros: 'okta id 000000000000000000000000000000000000000000' },
      },
    },
  ],
})
