import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Shippo',
  docs: 'https://docs.goshippo.com/docs/guides_general/authentication/',
  detectors: [
    {
      id: 'shippo-api-token',
      title: 'Shippo API token',
      anchors: ['shippo_live_', 'shippo_test_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>shippo_(?:live|test)_[0-9a-fA-F]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it buys labels at the cost of the account; a test token only tries.',
      fix: 'Open apps.goshippo.com, Settings, API, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `SHIPPO_TOKEN=shippo_live_${hex(40)}` },
        clean: { 'too short': `shippo_live_${base62(9)} is cut off` },
      },
    },
  ],
})
