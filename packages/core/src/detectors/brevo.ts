import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Brevo',
  docs: 'https://developers.brevo.com/docs/getting-started',
  detectors: [
    {
      id: 'brevo-api-key',
      title: 'Brevo API key',
      anchors: ['xkeysib-', 'xsmtpsib-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it sends mail and reads the contacts of the account.',
      fix: 'Open app.brevo.com, SMTP & API, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `BREVO_API_KEY=xkeysib-${hex(64)}-${base62(16)}` },
        clean: { 'too short': `xkeysib-${base62(9)} is cut off` },
      },
    },
  ],
})
