import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'xAI',
  docs: 'https://docs.x.ai/docs/tutorial',
  detectors: [
    {
      id: 'xai-api-key',
      title: 'xAI API key',
      anchors: ['xai-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>xai-[A-Za-z0-9_]{80})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of the team.',
      fix: 'Open console.x.ai, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `XAI_API_KEY=xai-${base62(80)}` },
        clean: { 'name of a package': 'npm install xai-sdk-for-node' },
      },
    },
  ],
})
