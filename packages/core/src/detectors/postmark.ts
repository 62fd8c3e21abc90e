import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Postmark',
  docs: 'https://postmarkapp.com/developer/api/overview#authentication',
  detectors: [
    {
      id: 'postmark-token',
      title: 'Postmark server or account token',
      anchors: ['postmark', 'x-postmark-server-token', 'x-postmark-account-token'],
      pattern:
        /(?:POSTMARK|[Pp]ostmark|[Xx]-[Pp]ostmark)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])/,
      why: "Whoever holds it sends mail from the server's domains, or manages the account.",
      fix: 'Open account.postmarkapp.com, the server, API Tokens, and generate another.',
      examples: {
        leaks: {
          'header of a request': `X-Postmark-Server-Token: ${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'read from the environment': 'postmarkToken: process.env.POSTMARK_TOKEN' },
      },
    },
  ],
})
