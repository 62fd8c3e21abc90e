import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Zuplo',
  docs: 'https://zuplo.com/docs/articles/api-key-management',
  detectors: [
    {
      id: 'zuplo-api-key',
      title: 'Zuplo API key',
      anchors: ['zpka_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>zpka_[0-9a-f]{32}_[0-9a-f]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it calls the gateway as the consumer it was issued to.',
      fix: 'Open portal.zuplo.com, Services, API Keys, the consumer, and roll or delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `ZUPLO_API_KEY=zpka_${hex(32)}_${hex(8)}` },
        clean: { 'too short': `zpka_${base62(9)} is cut off` },
      },
    },
  ],
})
