import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Plaid',
  docs: 'https://plaid.com/docs/account/security/',
  detectors: [
    {
      id: 'plaid-access-token',
      title: 'Plaid access token',
      anchors: ['access-sandbox-', 'access-development-', 'access-production-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'With the client id and secret it reads the accounts and transactions of a person.',
      fix: 'Call /item/access_token/invalidate with it.',
      examples: {
        leaks: {
          'answer kept as JSON': `{"access_token": "access-production-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}"}`,
        },
        clean: { 'too short': `access-production-${hex(8)} is cut off` },
      },
    },
    {
      id: 'plaid-secret',
      title: 'Plaid secret',
      anchors: ['plaid'],
      pattern:
        /(?:PLAID|[Pp]laid)[\w.-]{0,20}(?:SECRET|[Ss]ecret)[\w.-]{0,12}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-z]{30})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'With the client id it calls Plaid for everyone who linked a bank to the application.',
      fix: 'Open dashboard.plaid.com, Developers, Keys, and rotate it.',
      examples: {
        leaks: { 'line of a dotenv file': `PLAID_SECRET=${hex(30)}` },
        clean: { 'read from the environment': 'plaid_secret: process.env.PLAID_SECRET' },
      },
    },
  ],
})
