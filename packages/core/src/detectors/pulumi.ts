import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Pulumi',
  docs: 'https://www.pulumi.com/docs/administration/access-identity/access-tokens/',
  detectors: [
    {
      id: 'pulumi-access-token',
      title: 'Pulumi access token',
      anchors: ['pul-'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>pul-[0-9a-f]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads stacks, with the secrets in them, and updates them.',
      fix: 'Open app.pulumi.com, Personal access tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `PULUMI_ACCESS_TOKEN=pul-${hex(40)}` },
        clean: { 'too short': `pul-${hex(9)} is cut off` },
      },
    },
  ],
})
