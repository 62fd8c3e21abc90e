import { defineProvider } from '../detector.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'PayPal',
  docs: 'https://developer.paypal.com/api/rest/',
  detectors: [
    {
      id: 'paypal-client-secret',
      title: 'PayPal client secret',
      anchors: ['paypal'],
      pattern:
        /(?:PAYPAL|[Pp]ay[Pp]al)[\w.-]{0,30}(?:SECRET|[Ss]ecret)[\w.-]{0,12}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>E[A-Za-z0-9_-]{79})(?![\w-])/,
      why: 'With the client id it takes, refunds and pays out money in the name of the merchant.',
      fix: 'Open developer.paypal.com, Apps & Credentials, the app, add a second secret, then delete the old one.',
      examples: {
        leaks: { 'line of a dotenv file': `PAYPAL_CLIENT_SECRET=E${base64url(79)}` },
        clean: { 'read from the environment': 'paypalSecret: process.env.PAYPAL_SECRET' },
      },
    },
  ],
})
