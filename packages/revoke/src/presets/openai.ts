import { definePreset } from './preset.ts'

export default definePreset({
  id: 'openai',
  title: 'OpenAI project API key',
  docs: 'https://platform.openai.com/docs/api-reference/project-api-keys/delete',
  checked: '2026-11-21',
  detectors: ['openai-api-key'],
  effect: 'The key is deleted for good.',
  bind: 'configured',
  base: 'https://api.openai.com',
  needs: [
    { name: 'project', about: 'Id of the project, proj_….' },
    { name: 'key-id', about: 'Id of the key as the dashboard lists it, key_….' },
    { name: 'admin-key', about: 'An admin key of the organisation.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'DELETE',
        path: '/v1/organization/projects/{project}/api_keys/{key-id}',
        headers: { authorization: 'Bearer {admin-key}' },
      },
      success: { status: [200], json: { deleted: true } },
    },
  ],
})
