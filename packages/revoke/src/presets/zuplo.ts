import { definePreset } from './preset.ts'

export default definePreset({
  id: 'zuplo',
  title: 'Key of an API behind Zuplo',
  docs: 'https://zuplo.com/docs/articles/api-key-api',
  checked: '2026-11-21',
  detectors: ['zuplo-api-key'],
  effect: 'The key is deleted for good, everywhere within seconds.',
  bind: 'lookup',
  base: 'https://dev.zuplo.com',
  needs: [
    { name: 'account', about: 'Name of the account.' },
    { name: 'bucket', about: 'Name of the bucket of keys.' },
    { name: 'consumer', about: 'Name of the consumer that has it.' },
    { name: 'account-key', about: 'An API key of the account.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'GET',
        path: '/v1/accounts/{account}/key-buckets/{bucket}/consumers/{consumer}/keys?key-format=visible',
        headers: { authorization: 'Bearer {account-key}' },
      },
      success: { status: [200] },
      extract: { id: { list: 'data', where: 'key', is: '{secret}', take: 'id' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/v1/accounts/{account}/key-buckets/{bucket}/consumers/{consumer}/keys/{id}',
        headers: { authorization: 'Bearer {account-key}' },
      },
      success: { status: [204] },
    },
  ],
})
