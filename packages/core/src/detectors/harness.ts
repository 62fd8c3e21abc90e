import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Harness',
  docs: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys',
  detectors: [
    {
      id: 'harness-api-key',
      title: 'Harness API key',
      anchors: ['pat.', 'sat.'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-fA-F]{24}\.[A-Za-z0-9]{20})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs and changes pipelines within its roles.',
      fix: 'Open Profile or Access Control, API keys, and delete the token.',
      examples: {
        leaks: {
          'line of a dotenv file': `HARNESS_API_KEY=pat.${base62(22)}.${hex(24)}.${base62(20)}`,
        },
        clean: { 'name of a property': 'feature.pat.length' },
      },
    },
  ],
})
