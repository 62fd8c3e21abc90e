import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { upperAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'Octopus Deploy',
  docs: 'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
  detectors: [
    {
      id: 'octopus-deploy-api-key',
      title: 'Octopus Deploy API key',
      anchors: ['API-'],
      pattern: /(?<![A-Za-z0-9_/-])(?<secret>API-[A-Z0-9]{25,32})(?![A-Za-z0-9_-])/,
      check: (secret) => (/\d.*\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it creates releases and deploys them as its owner.',
      fix: 'Open the profile, My API Keys, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `OCTOPUS_API_KEY=API-${upperAlphanumeric(26)}` },
        clean: { 'words in capitals': 'API-DOCUMENTATIONOFTHESERVERS' },
      },
    },
  ],
})
