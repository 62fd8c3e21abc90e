import { definePreset } from './preset.ts'

export default definePreset({
  id: 'keyward',
  title: "A key of one's own key service",
  docs: 'https://www.rfc-editor.org/rfc/rfc7009',
  checked: '2026-11-21',
  detectors: [],
  shape: /^[\x21-\x7e]{8,512}$/,
  effect: 'The key is revoked if the service knows it; the answer never tells.',
  bind: 'secret',
  needs: [],
  steps: [
    {
      request: { method: 'POST', path: '/v1/revoke', json: { token_sha256: '{sha256}' } },
      success: { status: [202] },
    },
  ],
})
