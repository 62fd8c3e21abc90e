import { definePreset } from './preset.ts'

export default definePreset({
  id: 'better-auth',
  title: 'Key of an API behind Better Auth',
  docs: 'https://better-auth.com/docs/plugins/api-key',
  checked: '2026-11-21',
  detectors: [],
  shape: /^[\x21-\x7e]{16,256}$/,
  effect: 'The key is disabled.',
  undo: 'Enable it again: updateApiKey with enabled set to true.',
  bind: 'configured',
  needs: [
    { name: 'key-id', about: 'Id of the key.' },
    { name: 'cookie', about: 'The session cookie of its owner.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/api/auth/api-key/update',
        headers: { cookie: '{cookie}' },
        json: { keyId: '{key-id}', enabled: false },
      },
      success: { status: [200], json: { enabled: false } },
    },
  ],
})
