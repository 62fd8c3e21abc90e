import { definePreset } from './preset.ts'

export default definePreset({
  id: 'hugging-face',
  title: 'Hugging Face access token',
  docs: 'https://huggingface.co/docs/hub/security-tokens',
  checked: '2026-11-21',
  detectors: ['hugging-face-access-token', 'hugging-face-organization-token'],
  effect: 'The token is revoked for good.',
  bind: 'secret',
  base: 'https://huggingface.co',
  needs: [],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/api/credentials/revoke',
        json: { credentials: ['{secret}'] },
      },
      success: { status: [202] },
    },
  ],
})
