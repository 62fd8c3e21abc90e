import { defineProvider } from '../detector.ts'
import { base62, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'Cerebras',
  docs: 'https://inference-docs.cerebras.ai/quickstart',
  detectors: [
    {
      id: 'cerebras-api-key',
      title: 'Cerebras API key',
      anchors: ['csk-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>csk-[a-z0-9]{48})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner.',
      fix: 'Open cloud.cerebras.ai, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `CEREBRAS_API_KEY=csk-${lowerAlphanumeric(48)}` },
        clean: { 'too short': `csk-${base62(9)} is cut off` },
      },
    },
  ],
})
