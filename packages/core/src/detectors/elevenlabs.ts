import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'ElevenLabs',
  docs: 'https://elevenlabs.io/docs/api-reference/authentication',
  detectors: [
    {
      id: 'elevenlabs-api-key',
      title: 'ElevenLabs API key',
      anchors: ['"sk_', '`sk_', "'sk_", '=sk_', ':sk_', ' sk_', '\nsk_'],
      pattern: /["'`=: \n](?<secret>sk_[0-9a-f]{48})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it makes speech at the cost of the workspace.',
      fix: 'Open elevenlabs.io, Developers, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `ELEVENLABS_API_KEY=sk_${hex(48)}` },
        clean: { 'too short': `sk_${hex(9)} is cut off` },
      },
    },
  ],
})
