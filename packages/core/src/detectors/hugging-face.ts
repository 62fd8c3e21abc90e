import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { sample } from '../sample.ts'

export default defineProvider({
  name: 'Hugging Face',
  docs: 'https://huggingface.co/docs/hub/security-tokens',
  detectors: [
    {
      id: 'hugging-face-access-token',
      title: 'Hugging Face access token',
      anchors: ['hf_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>hf_[A-Za-z]{34})(?![A-Za-z0-9_])/,
      check: isNoName,
      why: 'Whoever holds it downloads private models and datasets, and with write scope replaces them.',
      fix: 'Open huggingface.co, Settings, Access Tokens, and invalidate or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `HF_TOKEN=hf_${mixed(34)}` },
        clean: { 'name of a function': '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()' },
      },
    },
    {
      id: 'hugging-face-organization-token',
      title: 'Hugging Face organization token',
      anchors: ['api_org_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>api_org_[A-Za-z]{34})(?![A-Za-z0-9_])/,
      check: isNoName,
      why: 'Whoever holds it uses the private models and datasets of the organisation.',
      fix: 'Ask an admin to delete it in the settings of the organisation: such tokens are no longer issued.',
      examples: {
        leaks: {
          'argument of a call': `load_dataset('acme/news', use_auth_token='api_org_${mixed(34)}')`,
        },
        clean: { 'name of a controller': 'const api_org_controller = organizations' },
      },
    },
  ],
})

/** Letters alone may be a name; a token changes between small and capital ones all the time. */
function isNoName(secret: string): Confidence | Rejection {
  const body = secret.slice(secret.lastIndexOf('_') + 1)
  const changes = body.match(/[a-z][A-Z]|[A-Z](?=[a-z])/g)?.length ?? 0
  return changes >= 9 && new Set(body).size > 12 ? 'certain' : rejected('words')
}

function mixed(length: number): string {
  return sample('aBcDeFgHiJkLmNoPqRsTuVwXyZAbCdEfGhIjKlMnOpQrStUvWxYz', length)
}
