import { definePreset } from './preset.ts'

export default definePreset({
  id: 'gitlab',
  title: 'GitLab personal, project or group access token',
  docs: 'https://docs.gitlab.com/api/personal_access_tokens/',
  checked: '2026-11-21',
  detectors: ['gitlab-personal-token', 'gitlab-routable-token'],
  effect: 'The token is revoked for good.',
  bind: 'self',
  base: 'https://gitlab.com',
  needs: [],
  trial: {
    request: {
      method: 'GET',
      path: '/api/v4/personal_access_tokens/self',
      headers: { 'private-token': '{secret}' },
    },
    success: { status: [200], json: { active: true } },
  },
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/api/v4/personal_access_tokens/self',
        headers: { 'private-token': '{secret}' },
      },
      success: { status: [204] },
    },
  ],
})
