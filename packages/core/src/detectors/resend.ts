import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Resend',
  docs: 'https://resend.com/docs/dashboard/api-keys/introduction',
  detectors: [
    {
      id: 'resend-api-key',
      title: 'Resend API key',
      anchors: ['"re_', '`re_', "'re_", '=re_', ':re_', ' re_', '\nre_'],
      pattern: /["'`=: \n](?<secret>re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24})(?![A-Za-z0-9_-])/,
      check: (secret) =>
        /\d/.test(secret) && /[A-Z]/.test(secret) ? 'certain' : rejected('words'),
      why: 'Whoever holds it sends mail from your domains.',
      fix: 'Open resend.com/api-keys and delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `RESEND_API_KEY=re_${base62(8)}_${base62(24)}`,
          'text as minifiers write it': `a={k:\`re_${base62(8)}_${base62(24)}\`}`,
        },
        clean: { 'name of a variable': 're_compiled_expressions_of_this' },
      },
    },
  ],
})
