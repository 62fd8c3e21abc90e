import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'OpenRouter',
  docs: 'https://openrouter.ai/docs/api-reference/authentication',
  detectors: [
    {
      id: 'openrouter-api-key',
      title: 'OpenRouter API key',
      anchors: ['sk-or-v1-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>sk-or-v1-[0-9a-f]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner.',
      fix: 'Open openrouter.ai/settings/keys and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `OPENROUTER_API_KEY=sk-or-v1-${hex(64)}` },
        clean: { 'too short': `sk-or-v1-${base62(9)} is cut off` },
      },
    },
  ],
})
