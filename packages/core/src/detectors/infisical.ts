import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Infisical',
  docs: 'https://infisical.com/docs/documentation/platform/token',
  detectors: [
    {
      id: 'infisical-service-token',
      title: 'Infisical service token',
      anchors: ['infisical'],
      pattern:
        /[^\r\n]{0,60}?(?<![A-Za-z0-9_.])(?<secret>st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the secrets of the environment it was made for.',
      fix: 'Open Project Settings, Service Tokens, in Infisical, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `INFISICAL_TOKEN=st.${hex(24)}.${hex(32)}.${hex(32)}` },
        clean: { 'read from the environment': 'INFISICAL_TOKEN=$(infisical login --plain)' },
      },
    },
    {
      id: 'infisical-client-secret',
      title: 'Infisical machine identity client secret',
      anchors: ['infisical'],
      pattern:
        /(?:INFISICAL|[Ii]nfisical)[\w.-]{0,40}(?:SECRET|[Ss]ecret)["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{64})(?![\w-])/,
      why: 'With the client id it signs in as the machine and reads what it may.',
      fix: 'Open Organization, Machine Identities, Universal Auth, and delete the client secret.',
      examples: {
        leaks: { 'line of a dotenv file': `INFISICAL_CLIENT_SECRET=${hex(64)}` },
        clean: { 'read from the environment': 'infisicalClientSecret: process.env.SECRET' },
      },
    },
  ],
})
