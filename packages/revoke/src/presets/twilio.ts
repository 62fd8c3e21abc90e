import { definePreset } from './preset.ts'

export default definePreset({
  id: 'twilio',
  title: 'Twilio API key',
  docs: 'https://www.twilio.com/docs/iam/api-keys/key-resource-v1',
  checked: '2026-11-21',
  detectors: ['twilio-api-key'],
  effect: 'The key is deleted for good.',
  bind: 'embedded',
  base: 'https://api.twilio.com',
  needs: [
    { name: 'account', about: 'Id of the account, AC….' },
    { name: 'auth-token', about: 'The auth token of the account.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/2010-04-01/Accounts/{account}/Keys/{secret}.json',
        headers: { authorization: 'Basic {basic:account:auth-token}' },
      },
      success: { status: [204] },
    },
  ],
})
