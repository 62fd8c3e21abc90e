import { definePreset } from './preset.ts'

export default definePreset({
  id: 'heroku',
  title: 'Heroku API key',
  docs: 'https://devcenter.heroku.com/articles/platform-api-reference#oauth-authorization',
  checked: '2026-11-21',
  detectors: ['heroku-api-key'],
  effect: 'The authorization that the key belongs to is deleted for good.',
  bind: 'lookup',
  base: 'https://api.heroku.com',
  needs: [],
  steps: [
    {
      request: {
        method: 'GET',
        path: '/oauth/authorizations',
        headers: {
          authorization: 'Bearer {secret}',
          accept: 'application/vnd.heroku+json; version=3',
        },
      },
      success: { status: [200] },
      extract: { id: { list: '', where: 'access_token.token', is: '{secret}', take: 'id' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/oauth/authorizations/{id}',
        headers: {
          authorization: 'Bearer {secret}',
          accept: 'application/vnd.heroku+json; version=3',
        },
      },
      success: { status: [200] },
    },
  ],
})
