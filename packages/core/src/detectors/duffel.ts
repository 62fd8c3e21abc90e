import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Duffel',
  docs: 'https://duffel.com/docs/api/overview/test-mode',
  detectors: [
    {
      id: 'duffel-access-token',
      title: 'Duffel access token',
      anchors: ['duffel_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>duffel_(?:live|test)_[A-Za-z0-9_=-]{43})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it searches and books flights at the cost of the account.',
      fix: 'Open app.duffel.com, Developers, Access tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `DUFFEL_ACCESS_TOKEN=duffel_live_${base64url(43)}` },
        clean: { 'too short': `duffel_live_${base62(9)} is cut off` },
      },
    },
  ],
})
