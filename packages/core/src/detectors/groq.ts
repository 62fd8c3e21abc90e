import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Groq',
  docs: 'https://console.groq.com/docs/quickstart',
  detectors: [
    {
      id: 'groq-api-key',
      title: 'Groq API key',
      anchors: ['gsk_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>gsk_[A-Za-z0-9]{52})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of the organisation.',
      fix: 'Open console.groq.com/keys and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `GROQ_API_KEY=gsk_${base62(20)}WGdyb3FY${base62(24)}` },
        clean: { 'too short': `gsk_${base62(9)} is cut off` },
      },
    },
  ],
})
