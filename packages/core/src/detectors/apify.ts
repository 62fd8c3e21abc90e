import { defineProvider } from '../detector.ts'
import { base62, upperHex } from '../sample.ts'

export default defineProvider({
  name: 'Apify',
  docs: 'https://docs.apify.com/platform/integrations/api',
  detectors: [
    {
      id: 'apify-api-token',
      title: 'Apify API token',
      anchors: ['apify_api_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>apify_api_[A-Za-z0-9]{36})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs actors and reads their data at the cost of its owner.',
      fix: 'Open console.apify.com, Settings, API & Integrations, and delete it.',
      examples: {
        leaks: { 'query of a URL': `https://api.apify.com/v2/acts?token=apify_api_${base62(36)}` },
        clean: { capitals: `APIFY_API_${upperHex(9)} is a variable` },
      },
    },
  ],
})
