import { definePreset } from './preset.ts'

export default definePreset({
  id: 'doppler',
  title: 'Doppler token',
  docs: 'https://docs.doppler.com/reference/auth-revoke',
  checked: '2026-11-21',
  detectors: [
    'doppler-cli-token',
    'doppler-personal-token',
    'doppler-service-token',
    'doppler-service-account-token',
    'doppler-audit-token',
    'doppler-scim-token',
  ],
  effect: 'The token is revoked for good.',
  bind: 'secret',
  base: 'https://api.doppler.com',
  needs: [],
  steps: [
    {
      request: { method: 'POST', path: '/v3/auth/revoke', json: { token: '{secret}' } },
      success: { status: [200] },
    },
  ],
})
