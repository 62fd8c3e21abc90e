import { definePreset } from './preset.ts'

export default definePreset({
  id: 'vault',
  title: 'HashiCorp Vault token',
  docs: 'https://developer.hashicorp.com/vault/api-docs/auth/token#revoke-a-token-self',
  checked: '2026-11-21',
  detectors: ['vault-service-token', 'vault-legacy-token'],
  shape: /^s\.[A-Za-z0-9]{24}$/,
  effect: 'The token and all that was made with it are revoked for good.',
  bind: 'self',
  needs: [],
  trial: {
    request: {
      method: 'GET',
      path: '/v1/auth/token/lookup-self',
      headers: { 'x-vault-token': '{secret}' },
    },
    success: { status: [200] },
  },
  steps: [
    {
      request: {
        method: 'POST',
        path: '/v1/auth/token/revoke-self',
        headers: { 'x-vault-token': '{secret}' },
      },
      success: { status: [204] },
    },
  ],
})
