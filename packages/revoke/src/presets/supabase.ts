import { definePreset } from './preset.ts'

export default definePreset({
  id: 'supabase',
  title: 'Supabase secret key',
  docs: 'https://supabase.com/docs/reference/api/v1-delete-project-api-key',
  checked: '2026-11-21',
  detectors: ['supabase-secret-key'],
  effect: 'The key is deleted for good, and marked as compromised.',
  bind: 'lookup',
  base: 'https://api.supabase.com',
  needs: [
    { name: 'project', about: 'Reference of the project.' },
    { name: 'access-token', about: 'A personal access token of a member.', secret: true },
  ],
  steps: [
    {
      request: {
        method: 'GET',
        path: '/v1/projects/{project}/api-keys?reveal=true',
        headers: { authorization: 'Bearer {access-token}' },
      },
      success: { status: [200] },
      extract: { id: { list: '', where: 'api_key', is: '{secret}', take: 'id' } },
    },
    {
      request: {
        method: 'DELETE',
        path: '/v1/projects/{project}/api-keys/{id}?was_compromised=true&reason=leaked',
        headers: { authorization: 'Bearer {access-token}' },
      },
      success: { status: [200] },
    },
  ],
})
