import { defineProvider } from '../detector.ts'
import { base62, base64, digits, hex } from '../sample.ts'

export default defineProvider({
  name: 'Sentry',
  docs: 'https://docs.sentry.io/account/auth-tokens/',
  detectors: [
    {
      id: 'sentry-organization-token',
      title: 'Sentry organization auth token',
      anchors: ['sntrys_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>sntrys_eyJ[A-Za-z0-9+/]{40,600}={0,2}_[A-Za-z0-9+/]{40,46})(?![A-Za-z0-9+/_=-])/,
      window: 700,
      confidence: 'certain',
      why: 'Whoever holds it uploads source maps and creates releases in the organisation.',
      fix: 'Open Settings, Developer Settings, Organization Tokens, and revoke it.',
      examples: {
        leaks: {
          'line of a dotenv file': `SENTRY_AUTH_TOKEN=sntrys_eyJ${base62(161)}_${base64(43)}`,
        },
        clean: { 'too short': 'sntrys_eyJ is how they begin' },
      },
    },
    {
      id: 'sentry-user-token',
      title: 'Sentry user auth token',
      anchors: ['sntryu_', 'sntrya_', 'sntryi_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>sntry[uai]_[0-9a-f]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes projects and issues as its owner.',
      fix: 'Open User settings, Personal Tokens, and remove it.',
      examples: {
        leaks: { 'properties file': `auth.token=sntryu_${hex(64)}` },
        clean: { 'too short': `sntryu_${hex(9)} is cut off` },
      },
    },
    {
      id: 'sentry-legacy-token',
      title: 'Sentry auth token (64 digits)',
      anchors: ['sentry'],
      pattern:
        /(?:SENTRY|[Ss]entry)[\w.-]{3,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{64})(?![\w-])/,
      why: 'Whoever holds it reads and changes projects and issues as its owner.',
      fix: 'Open User settings, Personal Tokens, and remove it.',
      examples: {
        leaks: { 'line of a dotenv file': `SENTRY_AUTH_TOKEN=${hex(64)}` },
        clean: { 'hash of a picture': `sentry-wizard.tgz#${hex(64)}` },
      },
    },
    {
      id: 'sentry-dsn',
      title: 'Sentry DSN',
      anchors: ['ingest.sentry.io', 'ingest.us.sentry.io', 'ingest.de.sentry.io'],
      back: 70,
      pattern:
        /https:\/\/(?<secret>[0-9a-f]{32})@o\d{5,16}\.ingest\.(?:us\.|de\.)?sentry\.io\/\d{5,18}(?!\d)/,
      publishable: true,
      why: 'It sends events into the project and is meant for pages.',
      fix: 'Nothing needs to be revoked; disable the client key under Settings, Client Keys, when it is abused.',
      examples: {
        leaks: {
          'set-up of the SDK': `Sentry.init({ dsn: 'https://${hex(32)}@o${digits(6)}.ingest.us.sentry.io/${digits(16)}' })`,
        },
        clean: { 'without a key': 'https://o4504.ingest.sentry.io/api/' },
      },
    },
  ],
})
