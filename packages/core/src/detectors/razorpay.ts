import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Razorpay',
  docs: 'https://razorpay.com/docs/payments/dashboard/account-settings/api-keys/',
  detectors: [
    {
      id: 'razorpay-key-id',
      title: 'Razorpay key id',
      anchors: ['rzp_live_', 'rzp_test_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>rzp_(?:live|test)_[A-Za-z0-9]{14})(?![A-Za-z0-9_-])/,
      check: (secret) => (new Set(secret.slice(9)).size > 6 ? 'likely' : rejected('placeholder')),
      why: 'It names the key whose secret, which takes and refunds payments, is seldom far away.',
      fix: 'Open dashboard.razorpay.com, Account & Settings, API keys, and regenerate the key.',
      examples: {
        leaks: { 'line of a dotenv file': `RAZORPAY_KEY_ID=rzp_live_${base62(14)}` },
        clean: { 'too short': 'rzp_test_short' },
      },
    },
    {
      id: 'razorpay-key-secret',
      title: 'Razorpay key secret',
      anchors: ['razorpay'],
      pattern:
        /(?:RAZORPAY|[Rr]azorpay)[\w.-]{0,20}(?:SECRET|[Ss]ecret)[\w.-]{0,12}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9]{24})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) ? 'likely' : rejected('words')),
      why: 'With its id it takes and refunds payments of the merchant.',
      fix: 'Open dashboard.razorpay.com, Account & Settings, API keys, and regenerate the key.',
      examples: {
        leaks: { 'line of a dotenv file': `RAZORPAY_KEY_SECRET=${base62(24)}` },
        clean: { 'read from the environment': 'razorpay_secret: process.env.RAZORPAY_SECRET' },
      },
    },
  ],
})
