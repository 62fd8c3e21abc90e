import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'HubSpot',
  docs: 'https://developers.hubspot.com/docs/guides/apps/private-apps/overview',
  detectors: [
    {
      id: 'hubspot-private-app-token',
      title: 'HubSpot private app token',
      anchors: ['pat-na1-', 'pat-na2-', 'pat-na3-', 'pat-eu1-', 'pat-ap1-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>pat-(?:na|eu|ap)\d-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes contacts, deals and files within its scopes.',
      fix: 'Open Settings, Integrations, Private Apps, the app, Auth, and rotate it.',
      examples: {
        leaks: {
          'line of a dotenv file': `HUBSPOT_TOKEN=pat-na1-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'too short': `pat-na1-${base62(9)} is cut off` },
      },
    },
  ],
})
