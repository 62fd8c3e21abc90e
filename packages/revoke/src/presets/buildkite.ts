import { definePreset } from './preset.ts'

export default definePreset({
  id: 'buildkite',
  title: 'Buildkite API access token',
  docs: 'https://buildkite.com/docs/apis/rest-api/access-token',
  checked: '2026-11-21',
  detectors: ['buildkite-api-token'],
  effect: 'The token is revoked for good.',
  bind: 'self',
  base: 'https://api.buildkite.com',
  needs: [],
  trial: {
    request: {
      method: 'GET',
      path: '/v2/access-token',
      headers: { authorization: 'Bearer {secret}' },
    },
    success: { status: [200] },
  },
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/v2/access-token',
        headers: { authorization: 'Bearer {secret}' },
      },
      success: { status: [204] },
    },
  ],
})
