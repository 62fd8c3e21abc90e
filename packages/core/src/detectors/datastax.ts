import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'DataStax Astra',
  docs: 'https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html',
  detectors: [
    {
      id: 'datastax-application-token',
      title: 'DataStax Astra application token',
      anchors: ['AstraCS:'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>AstraCS:[A-Za-z0-9]{20,30}:[0-9a-f]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes the databases of the organisation.',
      fix: 'Open astra.datastax.com, Tokens, and delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `ASTRA_DB_APPLICATION_TOKEN=AstraCS:${base62(24)}:${hex(64)}`,
        },
        clean: { 'too short': `AstraCS:${base62(9)} is cut off` },
      },
    },
  ],
})
