import { defineProvider } from '../detector.ts'
import { base62, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'Neon',
  docs: 'https://neon.com/docs/manage/api-keys',
  detectors: [
    {
      id: 'neon-api-key',
      title: 'Neon API key',
      anchors: ['napi_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>napi_[a-z0-9]{60,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it creates and deletes projects and reads their connection strings.',
      fix: 'Open console.neon.tech, Account settings, API keys, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `NEON_API_KEY=napi_${lowerAlphanumeric(64)}` },
        clean: { 'too short': `napi_${base62(9)} is cut off` },
      },
    },
  ],
})
