import { definePreset } from './preset.ts'

export default definePreset({
  id: 'unkey',
  title: 'Key of an API behind Unkey',
  docs: 'https://www.unkey.com/docs/api-reference/v2/keys/update-key',
  checked: '2026-11-21',
  detectors: [],
  shape: /^[\x21-\x7e]{16,256}$/,
  effect: 'The key is disabled.',
  undo: 'Enable it again: keys.updateKey with enabled set to true.',
  bind: 'lookup',
  base: 'https://api.unkey.com',
  needs: [{ name: 'root-key', about: 'A root key that may verify and update keys.', secret: true }],
  trial: {
    request: {
      method: 'POST',
      path: '/v2/keys.whoami',
      headers: { authorization: 'Bearer {root-key}' },
      json: { key: '{secret}' },
    },
    success: { status: [200] },
  },
  steps: [
    {
      request: {
        method: 'POST',
        path: '/v2/keys.whoami',
        headers: { authorization: 'Bearer {root-key}' },
        json: { key: '{secret}' },
      },
      success: { status: [200] },
      extract: { id: { path: 'data.keyId' } },
    },
    {
      request: {
        method: 'POST',
        path: '/v2/keys.updateKey',
        headers: { authorization: 'Bearer {root-key}' },
        json: { keyId: '{id}', enabled: false },
      },
      success: { status: [200] },
    },
  ],
})
