import { defineProvider } from '../detector.ts'
import { base64url, hex, upperAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'New Relic',
  docs: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
  detectors: [
    {
      id: 'new-relic-user-key',
      title: 'New Relic user key',
      anchors: ['NRAK-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>NRAK-[A-Z0-9]{27})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it queries and changes the accounts that its owner may.',
      fix: 'Open one.newrelic.com, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `NEW_RELIC_API_KEY=NRAK-${upperAlphanumeric(27)}` },
        clean: { 'too short': `NRAK-${upperAlphanumeric(9)} is cut off` },
      },
    },
    {
      id: 'new-relic-license-key',
      title: 'New Relic license key',
      anchors: ['NRAL'],
      back: 36,
      pattern: /(?<![A-Za-z0-9_])(?<secret>[0-9a-zA-Z]{36}NRAL)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it sends data into the account and at its cost.',
      fix: 'Open one.newrelic.com, API keys, make another license key, then delete it.',
      examples: {
        leaks: { 'agent configuration': `  license_key: ${hex(36)}NRAL` },
        clean: { 'word in a text': 'they end in NRAL since 2020' },
      },
    },
    {
      id: 'new-relic-admin-key',
      title: 'New Relic admin key',
      anchors: ['NRAA-', 'NRRA-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>NR[AR]A-[0-9a-f]{27,42})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it administers the account through the REST API.',
      fix: 'Open one.newrelic.com, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `NEW_RELIC_ADMIN_KEY=NRAA-${hex(27)}` },
        clean: { 'too short': `NRAA-${hex(9)} is cut off` },
      },
    },
    {
      id: 'new-relic-insert-key',
      title: 'New Relic insert or query key',
      anchors: ['NRII-', 'NRIQ-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>NRI[IQ]-[A-Za-z0-9_-]{25,32})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it writes events into the account, or reads them.',
      fix: 'Open one.newrelic.com, API keys, Insights, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `NEW_RELIC_INSERT_KEY=NRII-${base64url(32)}` },
        clean: { 'too short': `NRII-${base64url(9)} is cut off` },
      },
    },
    {
      id: 'new-relic-pixie-key',
      title: 'New Relic Pixie key',
      anchors: ['px-api-', 'px-dep-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>px-(?:api|dep)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the traces of the cluster, or deploys agents into it.',
      fix: 'Open work.withpixie.ai, Admin, and delete the key.',
      examples: {
        leaks: {
          'set-up of a cluster': `--set pixie.deployKey=px-dep-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'too short': `px-api-${hex(8)} is cut off` },
      },
    },
    {
      id: 'new-relic-browser-key',
      title: 'New Relic browser key',
      anchors: ['NRBR-', 'NRJS-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>NR(?:BR|JS)-[0-9a-f]{19})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It sends page views and is meant for pages.',
      fix: 'Nothing needs to be revoked.',
      examples: {
        leaks: { 'script of a page': `licenseKey: "NRJS-${hex(19)}"` },
        clean: { 'too short': `NRJS-${hex(5)} is cut off` },
      },
    },
  ],
})
