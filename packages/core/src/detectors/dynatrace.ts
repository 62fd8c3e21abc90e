import { defineProvider } from '../detector.ts'
import { base32 } from '../sample.ts'

export default defineProvider({
  name: 'Dynatrace',
  docs: 'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
  detectors: [
    {
      id: 'dynatrace-api-token',
      title: 'Dynatrace API token',
      anchors: ['dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s03.', 'dt0s08.', 'dt0s16.'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>dt0[cs]\d{2}\.[A-Z0-9-]{8,24}\.[A-Z0-9]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads or writes what its scopes name in the environment.',
      fix: 'Open Access Tokens in Dynatrace, and disable or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `DT_API_TOKEN=dt0c01.${base32(24)}.${base32(64)}` },
        clean: { 'too short': `dt0c01.${base32(24)} is only its public part` },
      },
    },
  ],
})
