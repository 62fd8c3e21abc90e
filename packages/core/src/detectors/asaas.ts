import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Asaas',
  docs: 'https://docs.asaas.com/docs/authentication',
  detectors: [
    {
      id: 'asaas-api-key',
      title: 'Asaas API key',
      anchors: ['$aact_prod_', '$aact_hmlg_'],
      pattern: /(?<secret>\$aact_(?:prod|hmlg)_[A-Za-z0-9:=+/]{32,200})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it charges customers and pays out money of the account.',
      fix: 'Open the Asaas account, Integrations, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `ASAAS_API_KEY=$aact_prod_${base62(160)}` },
        clean: { 'too short': `$aact_prod_${base62(9)} is cut off` },
      },
    },
  ],
})
