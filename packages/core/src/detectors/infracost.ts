import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Infracost',
  docs: 'https://www.infracost.io/docs/',
  detectors: [
    {
      id: 'infracost-api-key',
      title: 'Infracost API key',
      anchors: ['ico-'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>ico-[A-Za-z0-9]{32})(?![A-Za-z0-9_-])/,
      check: (secret) =>
        /\d/.test(secret) && /[A-Z]/.test(secret) ? 'certain' : rejected('words'),
      why: 'Whoever holds it prices plans under the name of the organisation.',
      fix: 'Open dashboard.infracost.io, Org Settings, and rotate it.',
      examples: {
        leaks: { 'line of a dotenv file': `INFRACOST_API_KEY=ico-${base62(32)}` },
        clean: { 'name of a file': 'ico-32.png' },
      },
    },
  ],
})
