import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'EasyPost',
  docs: 'https://docs.easypost.com/docs/authentication',
  detectors: [
    {
      id: 'easypost-api-key',
      title: 'EasyPost API key',
      anchors: ['EZAK', 'EZTK'],
      pattern: /(?<![A-Za-z0-9_+/])(?<secret>EZ[AT]K[A-Za-z0-9]{54})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it buys labels at the cost of the account; a test key only tries.',
      fix: 'Open easypost.com, Account Settings, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `EASYPOST_API_KEY=EZAK${base62(54)}` },
        clean: { 'too short': `EZAK${base62(9)} is cut off` },
      },
    },
  ],
})
