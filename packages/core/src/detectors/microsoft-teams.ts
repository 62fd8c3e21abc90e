import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Microsoft Teams',
  docs: 'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  detectors: [
    {
      id: 'microsoft-teams-webhook-url',
      title: 'Microsoft Teams webhook',
      anchors: ['.webhook.office.com/webhookb2/', 'outlook.office.com/webhook/'],
      back: 40,
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>(?:[a-z0-9-]{1,40}\.webhook\.office\.com\/webhookb2\/|outlook\.office\.com\/webhook\/)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:\/[A-Za-z0-9_-]{30,60})?)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it posts into the channel as a trusted connector.',
      fix: 'Open the channel, Connectors, Incoming Webhook, and remove it.',
      examples: {
        leaks: {
          'step of a workflow': `curl -d "{}" https://acme.webhook.office.com/webhookb2/${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}@${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}/IncomingWebhook/${hex(32)}/${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'without its parts': 'https://acme.webhook.office.com/webhookb2/setup' },
      },
    },
  ],
})
