import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Tavily',
  docs: 'https://docs.tavily.com/',
  detectors: [
    {
      id: 'tavily-api-key',
      title: 'Tavily API key',
      anchors: ['tvly-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>tvly-(?:dev-|prod-)?[A-Za-z0-9]{32})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it searches at the cost of its owner.',
      fix: 'Open app.tavily.com and delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `TAVILY_API_KEY=tvly-dev-${base62(32)}` },
        clean: { 'too short': `tvly-${base62(9)} is cut off` },
      },
    },
  ],
})
