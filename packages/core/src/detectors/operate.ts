import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { isMixed } from '../named-value.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Operate',
  docs: 'https://docs.operate.so',
  detectors: [
    {
      id: 'operate-api-key',
      title: 'Operate API key',
      anchors: ['sk_live_'],
      // The length is not documented. An empty alternative, because a lookbehind cannot be optional.
      pattern:
        /(?<![A-Za-z0-9_-])(?:(?<=(?<context>[Xx]-[Aa][Pp][Ii]-[Kk][Ee][Yy]\W{1,8}|(?:operate|Operate|OPERATE)(?:_|\.so|[^\r\na-z][^\r\n]{0,30}|[^\r\n]{0,20}[Kk]ey\W{1,8})))|)(?<secret>sk_live_[A-Za-z0-9]{16,64})(?![A-Za-z0-9_-])/,
      nearby: {
        words: ['operate.so', 'operate_', 'operateapi', 'operateclient', 'x-api-key'],
        within: 600,
        required: false,
      },
      looksLike: ['stripe-secret-key', 'clerk-secret-key'],
      check: judge,
      why: 'Whoever holds it can read and change everything the organization keeps in Operate.',
      fix: 'Open Settings and API Keys in the Operate dashboard, delete the key and create another; read it from OPERATE_API_KEY. Where nothing says that it is an Operate key, look in Stripe as well.',
      examples: {
        leaks: {
          'header of a curl command': `curl -X GET https://api.operate.so/companies/list \\\n  -H "x-api-key: sk_live_${base62(32)}"`,
          "header with a key as long as one of Stripe's": `curl https://api.operate.so/companies/list -H "x-api-key: sk_live_${base62(24)}"`,
          'line of a dotenv file': `OPERATE_API_KEY=sk_live_${base62(24)}`,
          'key that nothing else is said about': `const key = 'sk_live_${base62(32)}'`,
        },
        clean: {
          'header of the documentation':
            'curl -X GET https://api.operate.so/companies/list \\\n  -H "x-api-key: sk_live_abc123..."',
          'header without a value': 'x-api-key: your-api-key-here',
          placeholder: 'OPERATE_API_KEY=sk_live_xxxxxxxxxxxxxxxxxxxxxxxx',
        },
      },
    },
  ],
})

/** Twenty-four characters are what Stripe issues, unless the name or header says Operate. */
function judge(secret: string, { groups }: Match): Confidence | Rejection {
  const token = secret.slice('sk_live_'.length)
  if (!isMixed(token)) return rejected('words')
  return token.length === 24 && groups['context'] === undefined ? 'possible' : 'likely'
}
