import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Firecrawl',
  docs: 'https://docs.firecrawl.dev/',
  detectors: [
    {
      id: 'firecrawl-api-key',
      title: 'Firecrawl API key',
      anchors: ['"fc-', '`fc-', "'fc-", '=fc-', ' fc-', ':fc-'],
      pattern: /["'`=: ](?<secret>fc-[0-9a-f]{32})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it crawls at the cost of the team.',
      fix: 'Open firecrawl.dev/app/api-keys and delete it.',
      examples: {
        leaks: { 'argument of a client': `FirecrawlApp(api_key='fc-${hex(32)}')` },
        clean: { 'name of a host': 'fc-01.acme.example' },
      },
    },
  ],
})
