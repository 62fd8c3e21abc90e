import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'Mailchimp',
  docs: 'https://mailchimp.com/help/about-api-keys/',
  detectors: [
    {
      id: 'mailchimp-api-key',
      title: 'Mailchimp API key',
      anchors: ['-us1', '-us2', '-us3', '-us4', '-us5', '-us6', '-us7', '-us8', '-us9'],
      back: 32,
      pattern: /(?<![A-Za-z0-9_])(?<secret>[0-9a-f]{32}-us[1-9]\d?)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads audiences and sends campaigns in the name of the account.',
      fix: 'Open Account & billing, Extras, API keys, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `MAILCHIMP_API_KEY=${hex(32)}-us14` },
        clean: { 'name of a region': 'eu-us1 is not a region' },
      },
    },
    {
      id: 'mandrill-api-key',
      title: 'Mandrill API key',
      anchors: ['mandrill'],
      pattern:
        /(?:MANDRILL|[Mm]andrill)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9_-]{22})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) && /[A-Z]/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it sends mail from the domains of the account.',
      fix: 'Open mandrillapp.com/settings, and disable the key.',
      examples: {
        leaks: { 'line of a dotenv file': `MANDRILL_API_KEY=${base64url(22)}` },
        clean: { 'read from the environment': 'mandrill_key: process.env.MANDRILL_KEY' },
      },
    },
  ],
})
