import { definePreset } from './preset.ts'

export default definePreset({
  id: 'crates-io',
  title: 'crates.io API token',
  docs: 'https://crates.io/settings/tokens',
  checked: '2026-11-21',
  detectors: ['crates-io-api-token'],
  shape: /^cio[A-Za-z0-9]{32}$/,
  effect: 'The token is revoked for good.',
  bind: 'self',
  needs: [],
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/api/v1/tokens/current',
        headers: { authorization: '{secret}' },
      },
      success: { status: [204] },
    },
  ],
})
