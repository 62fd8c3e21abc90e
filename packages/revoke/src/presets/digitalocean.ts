import { definePreset } from './preset.ts'

export default definePreset({
  id: 'digitalocean',
  title: 'DigitalOcean token',
  docs: 'https://docs.digitalocean.com/reference/api/oauth/',
  checked: '2026-11-21',
  detectors: ['digitalocean-personal-token', 'digitalocean-oauth-token'],
  effect: 'The token is revoked for good.',
  bind: 'self',
  base: 'https://cloud.digitalocean.com',
  needs: [],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/v1/oauth/revoke',
        headers: { authorization: 'Bearer {secret}' },
        form: { token: '{secret}' },
      },
      success: { status: [200] },
    },
  ],
})
