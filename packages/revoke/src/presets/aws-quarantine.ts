import { definePreset } from './preset.ts'

export default definePreset({
  id: 'aws-quarantine',
  title: 'AWS user, quarantined',
  docs: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html',
  checked: '2026-11-21',
  detectors: ['aws-access-key-id'],
  effect: 'The user may no longer do what thieves do with keys; what runs goes on.',
  undo: 'Detach the policy: IAM DetachUserPolicy.',
  bind: 'lookup',
  base: 'https://iam.amazonaws.com',
  needs: [
    { name: 'admin-key-id', about: 'Id of an access key that may attach policies to users.' },
    { name: 'admin-secret', about: 'The secret of that access key.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/',
        headers: { accept: 'application/json' },
        form: {
          Action: 'GetAccessKeyLastUsed',
          AccessKeyId: '{secret}',
          Version: '2010-05-08',
        },
        aws: { service: 'iam', key: '{admin-key-id}', secret: '{admin-secret}' },
      },
      success: { status: [200] },
      extract: {
        user: { path: 'GetAccessKeyLastUsedResponse.GetAccessKeyLastUsedResult.UserName' },
      },
    },
    {
      request: {
        method: 'POST',
        path: '/',
        headers: { accept: 'application/json' },
        form: {
          Action: 'AttachUserPolicy',
          UserName: '{user}',
          PolicyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
          Version: '2010-05-08',
        },
        aws: { service: 'iam', key: '{admin-key-id}', secret: '{admin-secret}' },
      },
      success: { status: [200] },
    },
  ],
})
