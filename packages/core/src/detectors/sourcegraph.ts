import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Sourcegraph',
  docs: 'https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token',
  detectors: [
    {
      id: 'sourcegraph-access-token',
      title: 'Sourcegraph access token',
      anchors: ['sgp_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-fA-F]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it searches and reads the code of its owner.',
      fix: 'Open User settings, Access tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `SRC_ACCESS_TOKEN=sgp_${hex(16)}_${hex(40)}` },
        clean: { 'too short': `sgp_${base62(9)} is cut off` },
      },
    },
  ],
})
