import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Replicate',
  docs: 'https://replicate.com/docs/topics/security/api-tokens',
  detectors: [
    {
      id: 'replicate-api-token',
      title: 'Replicate API token',
      anchors: ['r8_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>r8_[A-Za-z0-9]{37})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner and reads past predictions.',
      fix: 'Open replicate.com/account/api-tokens and disable it.',
      examples: {
        leaks: { 'line of a dotenv file': `REPLICATE_API_TOKEN=r8_${base62(37)}` },
        clean: { 'too short': `r8_${base62(9)} is cut off` },
      },
    },
  ],
})
