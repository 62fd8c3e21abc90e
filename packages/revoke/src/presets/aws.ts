import { definePreset } from './preset.ts'

export default definePreset({
  id: 'aws',
  title: 'AWS access key',
  docs: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html',
  checked: '2026-11-21',
  detectors: ['aws-secret-access-key'],
  shape: /^[A-Za-z0-9/+]{40}$/,
  effect: 'The access key is made inactive. It must be allowed to change its own access keys.',
  undo: 'Make it active again: IAM UpdateAccessKey with Status=Active.',
  bind: 'self',
  base: 'https://iam.amazonaws.com',
  needs: [{ name: 'access-key-id', about: 'Id of the pair that the secret belongs to, AKIA….' }],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/',
        form: {
          Action: 'UpdateAccessKey',
          AccessKeyId: '{access-key-id}',
          Status: 'Inactive',
          Version: '2010-05-08',
        },
        aws: { service: 'iam', key: '{access-key-id}', secret: '{secret}' },
      },
      success: { status: [200] },
    },
  ],
})
