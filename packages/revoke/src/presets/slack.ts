import { definePreset } from './preset.ts'

export default definePreset({
  id: 'slack',
  title: 'Slack token',
  docs: 'https://docs.slack.dev/reference/methods/auth.revoke',
  checked: '2026-11-21',
  detectors: [
    'slack-bot-token',
    'slack-user-token',
    'slack-legacy-token',
    'slack-rotating-token',
    'slack-session-token',
  ],
  effect: 'The token is revoked for good; an app is uninstalled when it was its last one.',
  bind: 'self',
  base: 'https://slack.com',
  needs: [],
  trial: {
    request: {
      method: 'POST',
      path: '/api/auth.revoke',
      headers: { authorization: 'Bearer {secret}' },
      form: { test: '1' },
    },
    success: { status: [200], json: { ok: true } },
  },
  steps: [
    {
      request: {
        method: 'POST',
        path: '/api/auth.revoke',
        headers: { authorization: 'Bearer {secret}' },
        form: { test: '0' },
      },
      // Slack answers 200 to everything.
      success: { status: [200], json: { ok: true, revoked: true } },
    },
  ],
})
