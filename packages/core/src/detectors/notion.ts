import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, digits } from '../sample.ts'

export default defineProvider({
  name: 'Notion',
  docs: 'https://developers.notion.com/docs/authorization',
  detectors: [
    {
      id: 'notion-integration-token',
      title: 'Notion integration token',
      anchors: ['ntn_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>ntn_(?=\d{8})[A-Za-z0-9]{46})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the pages the integration was connected to.',
      fix: 'Open notion.so/profile/integrations, the integration, and refresh the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `NOTION_TOKEN=ntn_${digits(11)}${base62(35)}` },
        clean: { 'too long': `ntn_${digits(60)}` },
      },
    },
    {
      id: 'notion-legacy-token',
      title: 'Notion integration token (older form)',
      anchors: [
        '"secret_',
        '`secret_',
        "'secret_",
        '=secret_',
        ':secret_',
        ' secret_',
        '\nsecret_',
      ],
      pattern: /["'`=: \n](?<secret>secret_[A-Za-z0-9]{43})(?![A-Za-z0-9_-])/,
      check: (secret) =>
        /\d.*\d/.test(secret) && /[A-Z]/.test(secret) ? 'likely' : rejected('words'),
      why: 'Whoever holds it reads and changes the pages the integration was connected to.',
      fix: 'Open notion.so/profile/integrations, the integration, and refresh the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `NOTION_TOKEN=secret_${base62(43)}` },
        clean: { 'name of a variable': 'secret_managerForTheWholeOfTheApplicationLayer' },
      },
    },
  ],
})
