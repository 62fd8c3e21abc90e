import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Together AI',
  docs: 'https://docs.together.ai/docs/api-keys-authentication',
  detectors: [
    {
      id: 'together-api-key',
      title: 'Together AI API key',
      anchors: ['tgp_v1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>tgp_v1_[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner.',
      fix: 'Open api.together.ai/settings/api-keys and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `TOGETHER_API_KEY=tgp_v1_${base64url(43)}` },
        clean: { 'too short': `tgp_v1_${base62(9)} is cut off` },
      },
    },
  ],
})
