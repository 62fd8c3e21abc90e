import { defineProvider } from '../detector.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'SendGrid',
  docs: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  detectors: [
    {
      id: 'sendgrid-api-key',
      title: 'SendGrid API key',
      anchors: ['SG.'],
      pattern:
        /(?<![A-Za-z0-9_.-])(?<secret>SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it sends mail from your domains, and reads lists if its scopes allow.',
      fix: 'Open app.sendgrid.com, Settings, API Keys, and delete it.',
      examples: {
        leaks: {
          'line of a Dockerfile': `ENV SENDGRID_API_KEY=SG.${base64url(22)}.${base64url(43)}`,
        },
        clean: { 'second part too short': `SG.${base64url(22)}.${base64url(9)}` },
      },
    },
  ],
})
