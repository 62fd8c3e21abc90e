import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { isMixed } from '../named-value.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Autype',
  docs: 'https://docs.autype.com',
  detectors: [
    {
      id: 'autype-api-key',
      title: 'Autype API key',
      anchors: ['ak_'],
      // The length is not documented. An empty alternative, because a lookbehind cannot be optional.
      pattern:
        /(?<![A-Za-z0-9_-])(?:(?<=(?<context>[Xx]-[Aa][Pp][Ii]-[Kk][Ee][Yy]\W{1,8}|(?:autype|Autype|AUTYPE)[^\r\n]{1,40}))|)(?<secret>ak_[A-Za-z0-9_-]{16,128})(?![A-Za-z0-9_-])/,
      nearby: { words: ['autype'], within: 600, required: false },
      check: judge,
      why: "Whoever holds it can use the organization's documents and spend its credits.",
      fix: 'Open Settings and API Keys in the Autype dashboard, revoke the key, create another for the same environment and read it from AUTYPE_API_KEY.',
      examples: {
        leaks: {
          'header of a curl command': `curl -H "X-API-Key: ak_${base62(32)}" https://api.autype.com/api/v1/dev/render`,
          'header in lower case': `{ headers: { 'x-api-key': 'ak_${base62(24)}' } }`,
          'variable without quotes': `export AUTYPE_API_KEY=ak_${base62(40)}`,
          'short key beside its name': `AUTYPE_API_KEY=ak_${base62(16)}`,
          'key sent as a bearer, which the service refuses': `Authorization: Bearer ak_${base62(32)}`,
          'key with hyphens and underscores': `autype.configure("ak_${base64url(43)}")`,
        },
        clean: {
          'header of the documentation':
            'curl -H "X-API-Key: ak_your_api_key_here" https://api.autype.com/api/v1/dev/...',
          'variable of the documentation': 'export AUTYPE_API_KEY=ak_your_api_key_here',
          'identifier that holds the letters': 'function break_point_handler_name() {}',
          'words joined by underscores': 'ak_some_words_only_2 = ak_another_long_name',
          'prefix alone': "if (!key.startsWith('ak_')) return refuse()",
        },
      },
    },
  ],
})

function judge(secret: string, { groups }: Match): Confidence | Rejection {
  const token = secret.slice('ak_'.length)
  if (!isMixed(token)) return rejected('words')
  return token.length >= 20 || groups['context'] !== undefined ? 'likely' : 'possible'
}
