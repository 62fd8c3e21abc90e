import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Twilio',
  docs: 'https://www.twilio.com/docs/iam/api-keys',
  detectors: [
    {
      id: 'twilio-auth-token',
      title: 'Twilio auth token',
      anchors: [
        'auth_token',
        'authtoken',
        'auth-token',
        'twilio_token',
        'twiliotoken',
        'twilio_key',
      ],
      pattern:
        /[A-Za-z_-]{9,14}["'\])]{0,2}[ \t]{0,4}(?:=>|:=|=|:|,)[ \t]{0,4}["'`]?(?<secret>[0-9a-f]{32})(?![0-9A-Za-z_-])/,
      nearby: { words: ['twilio'], required: true },
      why: 'With the account SID it makes calls, sends messages and reads those that were sent.',
      fix: 'Open console.twilio.com, Account Dashboard, create a secondary auth token and promote it.',
      examples: {
        leaks: { 'line of a dotenv file': `TWILIO_AUTH_TOKEN=${hex(32)}` },
        clean: { 'read from the environment': 'authToken = process.env.TWILIO_AUTH_TOKEN' },
      },
    },
    {
      id: 'twilio-api-key',
      title: 'Twilio API key SID',
      anchors: ['twilio'],
      pattern: /[^\r\n]{0,80}?(?<![A-Za-z0-9])(?<secret>SK[0-9a-f]{32})(?![A-Za-z0-9])/,
      why: 'It names an API key whose secret, which makes calls and sends messages, is seldom far away.',
      fix: 'Open console.twilio.com, API keys & tokens, and delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `TWILIO_API_KEY=SK${hex(32)}` },
        clean: { 'account SID': `TWILIO_ACCOUNT_SID=AC${hex(32)}` },
      },
    },
    {
      id: 'twilio-api-key-secret',
      title: 'Twilio API key secret',
      anchors: [
        'api_secret',
        'apisecret',
        'api_key_secret',
        'apikeysecret',
        'twilio_secret',
        'twiliosecret',
      ],
      pattern:
        /[A-Za-z_]{9,16}["'\])]{0,2}[ \t]{0,4}(?:=>|:=|=|:|,)[ \t]{0,4}["'`]?(?<secret>[A-Za-z0-9]{32})(?![A-Za-z0-9_-])/,
      nearby: { words: ['twilio'], required: true },
      why: 'With the SID of its key it makes calls, sends messages and reads those that were sent.',
      fix: 'Open console.twilio.com, API keys & tokens, and delete the key.',
      examples: {
        leaks: { 'property of a client': `const twilioApiKeySecret = '${base62(32)}'` },
        clean: { 'read from the environment': 'twilioApiKeySecret: process.env.TWILIO_API_SECRET' },
      },
    },
  ],
})
