import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Stytch',
  docs: 'https://stytch.com/docs/api/authentication',
  detectors: [
    {
      id: 'stytch-secret',
      title: 'Stytch secret',
      anchors: ['secret-live-', 'secret-test-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>secret-(?:live|test)-[A-Za-z0-9_=-]{32,48})(?![A-Za-z0-9_=-])/,
      check: (secret) => (/\d/.test(secret) ? 'certain' : rejected('words')),
      why: 'Whoever holds it signs people in and reads the users of the project.',
      fix: 'Open stytch.com/dashboard, API keys, and rotate the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `STYTCH_SECRET=secret-live-${base64url(36)}=` },
        clean: { 'name of a file': 'secret-live-settings.yaml' },
      },
    },
  ],
})
