import { definePreset } from './preset.ts'

export default definePreset({
  id: 'github',
  title: 'GitHub token',
  docs: 'https://docs.github.com/en/rest/credentials/revoke',
  checked: '2026-11-21',
  detectors: [
    'github-personal-token',
    'github-fine-grained-token',
    'github-oauth-token',
    'github-user-to-server-token',
    'github-refresh-token',
  ],
  effect: 'The token is revoked for good, and GitHub tells its owner by mail.',
  bind: 'secret',
  base: 'https://api.github.com',
  needs: [],
  steps: [
    {
      request: {
        method: 'POST',
        path: '/credentials/revoke',
        // Whoever signs this request is refused.
        headers: { accept: 'application/vnd.github+json' },
        json: { credentials: ['{secret}'] },
      },
      success: { status: [202] },
    },
  ],
})
