import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Doppler',
  docs: 'https://docs.doppler.com/reference/auth-token-formats',
  detectors: [
    {
      id: 'doppler-personal-token',
      title: 'Doppler personal token',
      anchors: ['dp.pt.'],
      pattern: /(?<![A-Za-z0-9_.])(?<secret>dp\.pt\.[A-Za-z0-9]{40,44})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the secrets of every project its owner may read.',
      fix: 'Open dashboard.doppler.com, Tokens, Personal, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `DOPPLER_TOKEN=dp.pt.${base62(43)}` },
        clean: { 'too short': `dp.pt.${base62(9)} is cut off` },
      },
    },
    {
      id: 'doppler-service-token',
      title: 'Doppler service token',
      anchors: ['dp.st.'],
      pattern:
        /(?<![A-Za-z0-9_.])(?<secret>dp\.st\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the secrets of one config.',
      fix: 'Open the config, Access, in Doppler, and revoke it.',
      examples: {
        leaks: { 'variable of a pipeline': `  DOPPLER_TOKEN: dp.st.production.${base62(43)}` },
        clean: { 'too short': `dp.st.${base62(9)} is cut off` },
      },
    },
    {
      id: 'doppler-cli-token',
      title: 'Doppler CLI token',
      anchors: ['dp.ct.'],
      pattern: /(?<![A-Za-z0-9_.])(?<secret>dp\.ct\.[A-Za-z0-9]{40,44})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it acts as the person who ran doppler login.',
      fix: 'Run doppler logout, or open dashboard.doppler.com, Tokens, CLI.',
      examples: {
        leaks: { 'configuration of the command line': `  token: dp.ct.${base62(43)}` },
        clean: { 'too short': `dp.ct.${base62(9)} is cut off` },
      },
    },
    {
      id: 'doppler-service-account-token',
      title: 'Doppler service account token',
      anchors: ['dp.sa.'],
      pattern: /(?<![A-Za-z0-9_.])(?<secret>dp\.sa\.[A-Za-z0-9]{40,44})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes what the service account may.',
      fix: 'Open Team, Service Accounts, in Doppler, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `DOPPLER_TOKEN=dp.sa.${base62(43)}` },
        clean: { 'too short': `dp.sa.${base62(9)} is cut off` },
      },
    },
    {
      id: 'doppler-scim-token',
      title: 'Doppler SCIM token',
      anchors: ['dp.scim.'],
      pattern: /(?<![A-Za-z0-9_.])(?<secret>dp\.scim\.[A-Za-z0-9]{40,44})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it adds people to the workplace and takes them away.',
      fix: 'Open Settings, SCIM, in Doppler, and revoke it.',
      examples: {
        leaks: { 'set-up of the directory': `scim_token: dp.scim.${base62(43)}` },
        clean: { 'too short': `dp.scim.${base62(9)} is cut off` },
      },
    },
    {
      id: 'doppler-audit-token',
      title: 'Doppler audit token',
      anchors: ['dp.audit.'],
      pattern: /(?<![A-Za-z0-9_.])(?<secret>dp\.audit\.[A-Za-z0-9]{40,44})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the members and logs of the workplace.',
      fix: 'Open dashboard.doppler.com, Tokens, Audit, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `DOPPLER_AUDIT_TOKEN=dp.audit.${base62(43)}` },
        clean: { 'too short': `dp.audit.${base62(9)} is cut off` },
      },
    },
  ],
})
