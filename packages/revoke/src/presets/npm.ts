import { definePreset } from './preset.ts'

export default definePreset({
  id: 'npm',
  title: 'npm access token',
  docs: 'https://docs.npmjs.com/revoking-access-tokens',
  checked: '2026-11-21',
  detectors: ['npm-access-token'],
  effect: 'The token is deleted for good.',
  bind: 'lookup',
  needs: [],
  steps: [
    {
      request: {
        method: 'GET',
        path: '/-/npm/v1/tokens',
        headers: { authorization: 'Bearer {secret}' },
      },
      success: { status: [200] },
      extract: { id: { list: 'objects', where: 'token', is: '{head8}...{tail4}', take: 'key' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/-/npm/v1/tokens/token/{id}',
        headers: { authorization: 'Bearer {secret}' },
      },
      success: { status: [200, 204] },
    },
  ],
})
