import { definePreset } from './preset.ts'

export default definePreset({
  id: 'stripe',
  title: 'Stripe secret key',
  docs: 'https://docs.stripe.com/keys#rolling-keys',
  checked: '2026-11-21',
  detectors: ['stripe-secret-key', 'stripe-restricted-key', 'stripe-organization-key'],
  effect: 'The key is rolled, with an end at once, by somebody who may.',
  bind: 'configured',
  needs: [],
  steps: [],
  byHand:
    'Stripe ends keys in its dashboard alone: open https://dashboard.stripe.com/apikeys, find the key by its last characters, choose Roll key, and let it expire now.',
})
