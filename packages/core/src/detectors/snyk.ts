import { defineProvider } from '../detector.ts'
import { base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'Snyk',
  docs: 'https://docs.snyk.io/snyk-api/authentication-for-api',
  detectors: [
    {
      id: 'snyk-api-token',
      title: 'Snyk API token',
      anchors: ['snyk'],
      pattern:
        /(?:SNYK|[Ss]nyk)(?![\w.-]{0,20}(?:ORG|[Oo]rg|PROJECT|[Pp]roject))[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?![\w-])/,
      why: 'Whoever holds it reads the projects of its owner and the holes found in them.',
      fix: 'Open app.snyk.io/account, and revoke and regenerate the key.',
      examples: {
        leaks: {
          'line of a dotenv file': `SNYK_TOKEN=${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: {
          'id of an organisation': `snyk_org_id: ${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
      },
    },
    {
      id: 'snyk-access-token',
      title: 'Snyk access token',
      anchors: ['snyk_uat.', 'snyk_sat.'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>snyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_.-]{40,400})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it acts through the API as its owner or service account.',
      fix: 'Open app.snyk.io/account, or Settings, Service accounts, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `SNYK_TOKEN=snyk_uat.${hex(8)}.${base64url(80)}` },
        clean: { 'too short': `snyk_uat.${hex(8)} is cut off` },
      },
    },
  ],
})
