import { definePreset } from './preset.ts'

export default definePreset({
  id: 'twitch',
  title: 'Twitch access token',
  docs: 'https://dev.twitch.tv/docs/authentication/revoke-tokens/',
  checked: '2026-11-21',
  detectors: [],
  shape: /^[a-z0-9]{30}$/,
  effect: 'The token is revoked for good.',
  bind: 'self',
  base: 'https://id.twitch.tv',
  needs: [],
  steps: [
    {
      request: {
        method: 'GET',
        path: '/oauth2/validate',
        headers: { authorization: 'OAuth {secret}' },
      },
      success: { status: [200] },
      extract: { client: { path: 'client_id' } },
    },
    {
      request: {
        method: 'POST',
        path: '/oauth2/revoke',
        form: { client_id: '{client}', token: '{secret}' },
      },
      success: { status: [200] },
    },
  ],
})
