import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Square',
  docs: 'https://developer.squareup.com/docs/build-basics/access-tokens',
  detectors: [
    {
      id: 'square-access-token',
      title: 'Square access token',
      anchors: ['EAAA', 'sq0atp-'],
      pattern:
        /(?<![A-Za-z0-9_+/-])(?<secret>EAAA[A-Za-z0-9_-]{60}|sq0atp-[A-Za-z0-9_-]{22})(?![A-Za-z0-9_+/=-])/,
      check: (secret) =>
        /\d/.test(secret) && /[a-z]/.test(secret) ? 'certain' : rejected('common'),
      why: 'Whoever holds it charges cards and reads the customers and payments of the seller.',
      fix: 'Open developer.squareup.com, the application, Credentials, and replace the access token.',
      examples: {
        leaks: {
          'line of a dotenv file': `SQUARE_ACCESS_TOKEN=EAAA${base64url(60)}`,
          'older form': `token: sq0atp-${base64url(22)}`,
        },
        clean: {
          'beginning of an image':
            'data:image/gif;base64,R0lGODlhAQABAIAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
        },
      },
    },
    {
      id: 'square-client-secret',
      title: 'Square application secret',
      anchors: ['sq0csp-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>sq0csp-[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it poses as the application and exchanges codes of sellers for tokens.',
      fix: 'Open developer.squareup.com, the application, OAuth, and replace the application secret.',
      examples: {
        leaks: { 'property of a client': `clientSecret: 'sq0csp-${base64url(43)}',` },
        clean: { 'too short': `sq0csp-${base64url(9)} is cut off` },
      },
    },
    {
      id: 'square-application-id',
      title: 'Square application id',
      anchors: ['sq0idp-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>sq0idp-[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It names the application to the payment form and is meant for pages.',
      fix: 'Nothing needs to be revoked; keep the application secret apart from it.',
      examples: {
        leaks: { 'script of a page': `const applicationId = 'sq0idp-${base64url(22)}'` },
        clean: { 'too short': `sq0idp-${base64url(9)} is cut off` },
      },
    },
  ],
})
