import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Rootly',
  docs: 'https://docs.rootly.com/integrations/api',
  detectors: [
    {
      id: 'rootly-api-key',
      title: 'Rootly API key',
      anchors: ['rootly_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>rootly_[0-9a-f]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the incidents of the team.',
      fix: 'Open rootly.com, Organization settings, API Keys, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `ROOTLY_API_KEY=rootly_${hex(64)}` },
        clean: { 'too short': `rootly_${base62(9)} is cut off` },
      },
    },
  ],
})
