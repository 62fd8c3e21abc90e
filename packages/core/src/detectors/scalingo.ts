import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Scalingo',
  docs: 'https://developers.scalingo.com/',
  detectors: [
    {
      id: 'scalingo-api-token',
      title: 'Scalingo API token',
      anchors: ['tk-us-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>tk-us-[A-Za-z0-9_-]{48})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it deploys the apps of its owner and reads their variables.',
      fix: 'Open dashboard.scalingo.com, API Tokens, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `SCALINGO_API_TOKEN=tk-us-${base64url(48)}` },
        clean: { 'too short': `tk-us-${base62(9)} is cut off` },
      },
    },
  ],
})
