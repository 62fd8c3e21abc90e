import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Yandex Cloud',
  docs: 'https://yandex.cloud/docs/iam/concepts/authorization/',
  detectors: [
    {
      id: 'yandex-cloud-api-key',
      title: 'Yandex Cloud API key',
      anchors: ['AQVN'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>AQVN[A-Za-z0-9_-]{35,38})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it calls services as the service account.',
      fix: 'Open the console, Service accounts, the account, and delete the API key.',
      examples: {
        leaks: { 'line of a dotenv file': `YANDEX_API_KEY=AQVN${base64url(36)}` },
        clean: { 'too short': `AQVN${base62(9)} is cut off` },
      },
    },
  ],
})
