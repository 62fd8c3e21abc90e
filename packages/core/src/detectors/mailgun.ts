import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Mailgun',
  docs: 'https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt',
  detectors: [
    {
      id: 'mailgun-api-key',
      title: 'Mailgun API key',
      anchors: ['key-'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>key-[0-9a-f]{32})(?![A-Za-z0-9_-])/,
      nearby: { words: ['mailgun', 'mg.'], required: false },
      why: 'Whoever holds it sends mail from your domains and reads the logs of what was sent.',
      fix: 'Open app.mailgun.com, API Security, and delete the key.',
      examples: {
        leaks: {
          'set-up of a client': `mailgun({ apiKey: 'key-${hex(32)}', domain })`,
        },
        clean: { 'name of a cache': 'key-of-the-cache-for-this-build' },
      },
    },
    {
      id: 'mailgun-account-api-key',
      title: 'Mailgun API key (current form)',
      anchors: ['mailgun'],
      pattern:
        /[^\r\n]{0,80}?(?<![0-9A-Za-z-])(?<secret>[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![0-9A-Za-z-])/,
      confidence: 'certain',
      why: 'Whoever holds it sends mail from your domains and reads the logs of what was sent.',
      fix: 'Open app.mailgun.com, API Security, and delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `MAILGUN_API_KEY=${hex(32)}-${hex(8)}-${hex(8)}` },
        clean: {
          'read from the environment': 'mailgun.client({ key: process.env.MAILGUN_API_KEY })',
        },
      },
    },
    {
      id: 'mailgun-public-key',
      title: 'Mailgun public validation key',
      anchors: ['pubkey-'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>pubkey-[0-9a-f]{32})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It checks mail addresses at your cost and is meant for pages.',
      fix: 'Open app.mailgun.com, API Security, and regenerate the validation public key.',
      examples: {
        leaks: { 'script of a page': `apiKey: 'pubkey-${hex(32)}'` },
        clean: { 'name of a file': 'cp pubkey-server.pem /etc/ssl' },
      },
    },
  ],
})
