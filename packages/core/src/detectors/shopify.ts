import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Shopify',
  docs: 'https://shopify.dev/docs/apps/build/authentication-authorization',
  detectors: [
    {
      id: 'shopify-access-token',
      title: 'Shopify Admin API access token',
      anchors: ['shpat_', 'shpca_', 'shppa_', 'shpua_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>shp(?:at|ca|pa|ua)_[0-9a-fA-F]{32})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the orders, customers and products of the shop.',
      fix: 'Open Settings, Apps and sales channels, Develop apps, and uninstall the app or rotate its token.',
      examples: {
        leaks: { 'header of a request': `X-Shopify-Access-Token: shpat_${hex(32)}` },
        clean: { 'too short': `shpat_${hex(8)} is cut off` },
      },
    },
    {
      id: 'shopify-shared-secret',
      title: 'Shopify app secret',
      anchors: ['shpss_'],
      pattern: /(?<![A-Za-z0-9])(?<secret>shpss_[0-9a-fA-F]{32})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it forges webhooks and poses as the app when shops install it.',
      fix: 'Open the app in the Dev Dashboard, Settings, and rotate the client secret.',
      examples: {
        leaks: { 'line of a dotenv file': `SHOPIFY_API_SECRET=shpss_${hex(32)}` },
        clean: { 'name of a setting': 'shpss_secret_of_the_app' },
      },
    },
    {
      id: 'shopify-delegate-token',
      title: 'Shopify theme or Partners token',
      anchors: ['shptka_', 'prtapi_', 'atkn_'],
      pattern:
        /(?<![A-Za-z0-9])(?<secret>(?:shptka|prtapi)_[0-9a-fA-F]{32}|atkn_[0-9a-f]{32,64})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it changes the themes of the shop, or reads what the partner account earns.',
      fix: 'Open the Theme Access app, or Settings, Partner API clients, and delete the token.',
      examples: {
        leaks: { 'line of a dotenv file': `SHOPIFY_CLI_THEME_TOKEN=shptka_${hex(32)}` },
        clean: { 'too short': `shptka_${hex(8)} is cut off` },
      },
    },
  ],
})
