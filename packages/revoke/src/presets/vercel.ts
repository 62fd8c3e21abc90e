import { definePreset } from './preset.ts'

export default definePreset({
  id: 'vercel',
  title: 'Vercel access token',
  docs: 'https://vercel.com/docs/rest-api/authentication/delete-an-authentication-token',
  checked: '2026-11-21',
  detectors: ['vercel-personal-token', 'vercel-legacy-token'],
  shape: /^[A-Za-z0-9]{24}$/,
  effect: 'The token is deleted for good.',
  bind: 'self',
  base: 'https://api.vercel.com',
  needs: [],
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/v3/user/tokens/current',
        headers: { authorization: 'Bearer {secret}' },
      },
      success: { status: [200, 204] },
    },
  ],
})
