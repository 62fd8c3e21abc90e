import { defineProvider } from '../detector.ts'
import { base62, upperHex } from '../sample.ts'

export default defineProvider({
  name: 'Telnyx',
  docs: 'https://developers.telnyx.com/docs/account-setup/api-keys',
  detectors: [
    {
      id: 'telnyx-api-key',
      title: 'Telnyx API key',
      anchors: ['KEY0'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>KEY0[0-9A-F]{31}_[A-Za-z0-9]{22})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it calls and sends messages at the cost of the account.',
      fix: 'Open portal.telnyx.com, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `TELNYX_API_KEY=KEY0${upperHex(31)}_${base62(22)}` },
        clean: { 'too short': `KEY0${base62(9)} is cut off` },
      },
    },
  ],
})
