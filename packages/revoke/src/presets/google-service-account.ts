import { definePreset } from './preset.ts'

export default definePreset({
  id: 'google-service-account',
  title: 'Google service account key',
  docs: 'https://cloud.google.com/iam/docs/keys-disable-enable',
  checked: '2026-11-21',
  detectors: ['private-key-pem'],
  effect: 'The key is disabled.',
  undo: 'Enable it again: gcloud iam service-accounts keys enable.',
  bind: 'configured',
  base: 'https://iam.googleapis.com',
  needs: [
    { name: 'account', about: 'client_email in the file of the key.' },
    { name: 'key-id', about: 'private_key_id in the file of the key.' },
    { name: 'access-token', about: 'OAuth token of somebody who may disable it.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/v1/projects/-/serviceAccounts/{account}/keys/{key-id}:disable',
        headers: { authorization: 'Bearer {access-token}' },
        json: { serviceAccountKeyDisableReason: 'SERVICE_ACCOUNT_KEY_DISABLE_REASON_EXPOSED' },
      },
      success: { status: [200] },
    },
  ],
})
