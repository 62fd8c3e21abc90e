import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'CockroachDB Cloud',
  docs: 'https://www.cockroachlabs.com/docs/cockroachcloud/managing-access',
  detectors: [
    {
      id: 'cockroach-api-key',
      title: 'CockroachDB Cloud API key',
      anchors: ['CCDB1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it manages clusters as the service account.',
      fix: 'Open cockroachlabs.cloud, Access Management, Service Accounts, the account, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `COCKROACH_API_KEY=CCDB1_${base62(22)}_${base62(40)}` },
        clean: { 'too short': `CCDB1_${base62(9)} is cut off` },
      },
    },
  ],
})
