import { crc32 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { isMixed } from '../named-value.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62 } from '../sample.ts'

const nearby = { words: ['stripe'], within: 600, required: false }
const roll =
  'Open Developers and API keys in the Stripe dashboard, roll the key with immediate expiry, and read the new one from an environment variable.'

export default defineProvider({
  name: 'Stripe',
  docs: 'https://docs.stripe.com/keys',
  detectors: [
    {
      id: 'stripe-secret-key',
      title: 'Stripe secret key',
      anchors: ['sk_live_'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>sk_live_[A-Za-z0-9]{16,247})(?![A-Za-z0-9_-])/,
      nearby,
      looksLike: ['operate-api-key', 'clerk-secret-key'],
      check: judge,
      why: 'Whoever holds it can charge cards, move money and read every customer of the account.',
      fix: roll,
      examples: {
        leaks: {
          'argument of the SDK': `const stripe = require('stripe')('sk_live_${base62(24)}')`,
          'line of a dotenv file': `STRIPE_SECRET_KEY=sk_live_${base62(24)}`,
          'key as they are issued today': `key: sk_live_51${base62(97)}`,
          'key of an unusual length': `Stripe.api_key = "sk_live_${base62(34)}"`,
        },
        clean: {
          'prefix alone': "key.startsWith('sk_live_')",
          'key that ends in dots': 'STRIPE_SECRET_KEY=sk_live_abc123...',
          'one character repeated': `STRIPE_SECRET_KEY=sk_live_${'x'.repeat(24)}`,
        },
      },
    },
    {
      id: 'stripe-restricted-key',
      title: 'Stripe restricted key',
      anchors: ['rk_live_'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>rk_live_[A-Za-z0-9]{16,247})(?![A-Za-z0-9_-])/,
      check: judge,
      why: 'Whoever holds it can do to the account what the permissions of the key allow.',
      fix: roll,
      examples: {
        leaks: {
          'line of a dotenv file': `STRIPE_RESTRICTED_KEY=rk_live_${base62(24)}`,
          'key as they are issued today': `api_key: rk_live_51${base62(97)}`,
        },
        clean: { placeholder: 'STRIPE_RESTRICTED_KEY=rk_live_your_restricted_key' },
      },
    },
    {
      id: 'stripe-organization-key',
      title: 'Stripe organization key',
      anchors: ['sk_org_'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>sk_org_(?:live_|test_)?[A-Za-z0-9]{16,247})(?![A-Za-z0-9_-])/,
      check: (secret) => (isMixed(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it can act on every account of the organization.',
      fix: roll,
      examples: {
        leaks: { 'line of a dotenv file': `STRIPE_ORGANIZATION_KEY=sk_org_${base62(48)}` },
        clean: { identifier: 'const sk_org_settings_for_display = 1' },
      },
    },
    {
      id: 'stripe-test-key',
      title: 'Stripe test key',
      anchors: ['sk_test_', 'rk_test_'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>[rs]k_test_[A-Za-z0-9]{16,247})(?![A-Za-z0-9_-])/,
      nearby,
      looksLike: ['clerk-test-key'],
      check: judgeTestKey,
      why: 'Whoever holds it can read and change the test data of the account, which often mirrors the real one.',
      fix: roll,
      examples: {
        leaks: {
          'line of a dotenv file': `STRIPE_SECRET_KEY=sk_test_${base62(24)}`,
          'key as they are issued today': `Stripe.apiKey = "sk_test_51${base62(97)}";`,
          'restricted key': `stripe listen --api-key rk_test_${base62(24)}`,
        },
        clean: {
          placeholder: 'STRIPE_SECRET_KEY=sk_test_your_key',
          'one character repeated': `STRIPE_SECRET_KEY=sk_test_${'X'.repeat(24)}`,
        },
      },
    },
    {
      id: 'stripe-webhook-secret',
      title: 'Stripe webhook signing secret',
      anchors: ['whsec_'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>whsec_[A-Za-z0-9+/]{32,88}={0,2})(?![A-Za-z0-9+/=_-])/,
      check: (secret) => (isMixed(secret.slice(6)) ? 'likely' : rejected('words')),
      why: 'Whoever holds it can sign events that the receiver takes for genuine.',
      fix: 'Open Developers and Webhooks in the Stripe dashboard, choose the endpoint and roll its secret; services that follow Standard Webhooks use the same form.',
      examples: {
        leaks: {
          'line of a dotenv file': `STRIPE_WEBHOOK_SECRET=whsec_${base62(32)}`,
          'argument of a check': `stripe.webhooks.constructEvent(body, signature, 'whsec_${base62(64)}')`,
        },
        clean: {
          placeholder: 'STRIPE_WEBHOOK_SECRET=whsec_...',
          'variable that is read': 'const secret = process.env.STRIPE_WHSEC_KEY',
        },
      },
    },
    {
      id: 'stripe-publishable-key',
      title: 'Stripe publishable key',
      anchors: ['pk_live_', 'pk_test_'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>pk_(?:live|test)_[A-Za-z0-9]{24,247})(?![A-Za-z0-9_$-])/,
      publishable: true,
      confidence: 'possible',
      check: judgePublishableKey,
      why: 'It is meant for browsers and can only make tokens of card details.',
      fix: 'Nothing needs to be revoked; roll it in the Stripe dashboard if it belongs to an account it should not name.',
      examples: {
        leaks: { 'script of a page': `Stripe('pk_live_51${base62(97)}')` },
        clean: { placeholder: "Stripe('pk_test_YOUR_PUBLISHABLE_KEY')" },
      },
    },
  ],
})

/** Of keys that Stripe's own documentation shows, by their CRC32. */
const documentedKeys: ReadonlySet<number> = new Set([0x776de070, 0x396d8142, 0x401f50a0])

function judge(secret: string): Confidence | Rejection {
  const token = secret.slice('sk_live_'.length)
  // Base64 of `key_`: keys of WorkOS have the same prefix.
  if (!isMixed(token) || token.startsWith('a2V5Xz')) return rejected('structure')
  return /^51[A-Za-z0-9]{88,}$/.test(token) ? 'certain' : 'likely'
}

function judgeTestKey(secret: string): Confidence | Rejection {
  if (documentedKeys.has(crc32(secret))) return rejected('placeholder')
  return isMixed(secret.slice('sk_test_'.length)) ? 'likely' : rejected('structure')
}

function judgePublishableKey(secret: string): Confidence | Rejection {
  return isMixed(secret.slice('pk_test_'.length)) ? 'possible' : rejected('structure')
}
