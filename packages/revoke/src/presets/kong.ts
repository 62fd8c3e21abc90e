import { definePreset } from './preset.ts'

export default definePreset({
  id: 'kong',
  title: 'Key of an API behind Kong',
  docs: 'https://developer.konghq.com/plugins/key-auth/',
  checked: '2026-11-21',
  detectors: [],
  shape: /^[\x21-\x7e]{8,256}$/,
  effect: 'The key is deleted for good.',
  bind: 'secret',
  needs: [
    { name: 'consumer', about: 'Name or id of the consumer that has it.' },
    { name: 'admin-token', about: 'Token of the Admin API.', secret: true },
  ],
  trial: {
    request: {
      method: 'GET',
      path: '/consumers/{consumer}/key-auth/{secret}',
      headers: { 'kong-admin-token': '{admin-token}' },
    },
    success: { status: [200], json: { key: '{secret}' } },
  },
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/consumers/{consumer}/key-auth/{secret}',
        headers: { 'kong-admin-token': '{admin-token}' },
      },
      success: { status: [204] },
    },
  ],
})
