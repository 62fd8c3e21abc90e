import { definePreset } from './preset.ts'

export default definePreset({
  id: 'sendgrid',
  title: 'SendGrid API key',
  docs: 'https://www.twilio.com/docs/sendgrid/api-reference/api-keys/delete-api-keys',
  checked: '2026-11-21',
  detectors: ['sendgrid-api-key'],
  effect: 'The key is deleted for good.',
  bind: 'embedded',
  base: 'https://api.sendgrid.com',
  needs: [{ name: 'admin-key', about: 'A key that may delete keys.', secret: true }],
  steps: [
    {
      request: {
        method: 'GET',
        path: '/v3/api_keys/{part2}',
        headers: { authorization: 'Bearer {admin-key}' },
      },
      success: { status: [200] },
      // The first key of a list is somebody else's.
      extract: { id: { path: 'api_key_id', is: '{part2}' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/v3/api_keys/{id}',
        headers: { authorization: 'Bearer {admin-key}' },
      },
      success: { status: [204] },
    },
  ],
})
