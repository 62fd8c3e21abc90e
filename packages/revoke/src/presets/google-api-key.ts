import { definePreset } from './preset.ts'

export default definePreset({
  id: 'google-api-key',
  title: 'Google API key',
  docs: 'https://cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys/delete',
  checked: '2026-11-21',
  detectors: ['google-api-key'],
  effect: 'The key is deleted; it can be brought back for thirty days.',
  undo: 'Undelete it within thirty days: POST /v2/{name}:undelete.',
  bind: 'lookup',
  base: 'https://apikeys.googleapis.com',
  needs: [
    {
      name: 'access-token',
      about: 'OAuth token of somebody who may delete keys of the project.',
      secret: true,
    },
  ],
  trial: {
    request: {
      method: 'GET',
      path: '/v2/keys:lookupKey?keyString={secret}',
      headers: { authorization: 'Bearer {access-token}' },
    },
    success: { status: [200] },
  },
  steps: [
    {
      request: {
        method: 'GET',
        path: '/v2/keys:lookupKey?keyString={secret}',
        headers: { authorization: 'Bearer {access-token}' },
      },
      success: { status: [200] },
      extract: { name: { path: 'name' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/v2/{+name}',
        headers: { authorization: 'Bearer {access-token}' },
      },
      success: { status: [200] },
    },
  ],
})
