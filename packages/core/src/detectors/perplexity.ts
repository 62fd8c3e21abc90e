import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Perplexity',
  docs: 'https://docs.perplexity.ai/getting-started/api-groups',
  detectors: [
    {
      id: 'perplexity-api-key',
      title: 'Perplexity API key',
      anchors: ['pplx-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>pplx-[A-Za-z0-9]{48})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it asks at the cost of the API group.',
      fix: 'Open perplexity.ai/account/api, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `PERPLEXITY_API_KEY=pplx-${base62(48)}` },
        clean: { 'name of a model': "model: 'pplx-70b-online'" },
      },
    },
  ],
})
