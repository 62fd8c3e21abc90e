import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Flutterwave',
  docs: 'https://developer.flutterwave.com/docs/authentication',
  detectors: [
    {
      id: 'flutterwave-secret-key',
      title: 'Flutterwave secret key',
      anchors: ['FLWSECK'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>FLWSECK(?:_TEST)?-[0-9a-zA-Z]{32}-(?:[0-9a-zA-Z]{8,16}-)?X)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it takes payments and pays out money of the merchant.',
      fix: 'Open the dashboard, Settings, API Keys, and generate new keys.',
      examples: {
        leaks: { 'line of a dotenv file': `FLW_SECRET_KEY=FLWSECK-${hex(32)}-X` },
        clean: { 'too short': `FLWSECK-${hex(9)} is cut off` },
      },
    },
    {
      id: 'flutterwave-public-key',
      title: 'Flutterwave public key',
      anchors: ['FLWPUBK'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>FLWPUBK(?:_TEST)?-[0-9a-zA-Z]{32}-X)(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It opens the payment form and is meant for pages.',
      fix: 'Nothing needs to be revoked.',
      examples: {
        leaks: { 'script of a page': `public_key: 'FLWPUBK-${hex(32)}-X'` },
        clean: { 'too short': `FLWPUBK-${hex(9)} is cut off` },
      },
    },
  ],
})
