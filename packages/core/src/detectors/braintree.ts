import { defineProvider } from '../detector.ts'
import { hex, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'Braintree',
  docs: 'https://developer.paypal.com/braintree/docs/',
  detectors: [
    {
      id: 'braintree-access-token',
      title: 'Braintree access token',
      anchors: ['access_token$production$', 'access_token$sandbox$'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it takes payments and refunds them in the name of the merchant.',
      fix: 'Open the Braintree control panel, Settings, API, Express Checkout credentials, and revoke it.',
      examples: {
        leaks: {
          'line of a dotenv file': `BRAINTREE_TOKEN=access_token$production$${lowerAlphanumeric(16)}$${hex(32)}`,
        },
        clean: { 'name of a variable': "const access_token$ = of('')" },
      },
    },
  ],
})
