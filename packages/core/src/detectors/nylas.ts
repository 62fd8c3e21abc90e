import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Nylas',
  docs: 'https://developer.nylas.com/docs/v3/auth/',
  detectors: [
    {
      id: 'nylas-api-key',
      title: 'Nylas API key',
      anchors: ['nyk_v0_', 'nyk_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>nyk_[A-Za-z0-9_]{60,80})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and sends the mail of everyone connected to the application.',
      fix: 'Open dashboard-v3.nylas.com, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `NYLAS_API_KEY=nyk_v0_${base62(64)}` },
        clean: { 'too short': `nyk_v0_${base62(9)} is cut off` },
      },
    },
  ],
})
