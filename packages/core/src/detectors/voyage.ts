import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Voyage AI',
  docs: 'https://docs.voyageai.com/docs/api-key-and-installation',
  detectors: [
    {
      id: 'voyage-api-key',
      title: 'Voyage AI API key',
      anchors: ['voyage'],
      pattern: /[^\r\n]{0,60}?(?<![A-Za-z0-9_-])(?<secret>pa-[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
      check: (secret) => (/\d/.test(secret) ? 'certain' : rejected('words')),
      why: 'Whoever holds it runs models at the cost of its owner.',
      fix: 'Open dashboard.voyageai.com, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `VOYAGE_API_KEY=pa-${base64url(43)}` },
        clean: { 'name of a model': 'voyage-3-large' },
      },
    },
  ],
})
