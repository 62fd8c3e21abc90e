import { definePreset } from './preset.ts'

export default definePreset({
  id: 'cloudflare',
  title: 'Cloudflare API token',
  docs: 'https://developers.cloudflare.com/api/resources/user/subresources/tokens/',
  checked: '2026-11-21',
  detectors: ['cloudflare-user-token', 'cloudflare-legacy-token'],
  shape: /^[\w-]{40}$/,
  effect: 'The token is deleted for good. It must be allowed to write API tokens.',
  bind: 'lookup',
  base: 'https://api.cloudflare.com',
  needs: [],
  trial: {
    request: {
      method: 'GET',
      path: '/client/v4/user/tokens/verify',
      headers: { authorization: 'Bearer {secret}' },
    },
    success: { status: [200], json: { success: true } },
  },
  steps: [
    {
      request: {
        method: 'GET',
        path: '/client/v4/user/tokens/verify',
        headers: { authorization: 'Bearer {secret}' },
      },
      success: { status: [200], json: { success: true } },
      extract: { id: { path: 'result.id' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/client/v4/user/tokens/{id}',
        headers: { authorization: 'Bearer {secret}' },
      },
      success: { status: [200], json: { success: true } },
    },
  ],
})
