import { defineProvider } from '../detector.ts'
import { base62, hex, upperHex } from '../sample.ts'

export default defineProvider({
  name: 'Trello',
  docs: 'https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/',
  detectors: [
    {
      id: 'trello-token',
      title: 'Trello token',
      anchors: ['ATTA'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>ATTA[0-9a-f]{64}[0-9A-F]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the boards of its owner.',
      fix: 'Open trello.com/my/account, Applications, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `TRELLO_TOKEN=ATTA${hex(64)}${upperHex(8)}` },
        clean: { 'too short': `ATTA${base62(9)} is cut off` },
      },
    },
  ],
})
