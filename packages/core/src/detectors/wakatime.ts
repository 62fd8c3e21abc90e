import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'WakaTime',
  docs: 'https://wakatime.com/developers',
  detectors: [
    {
      id: 'wakatime-api-key',
      title: 'WakaTime API key',
      anchors: ['waka_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>waka_(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{36}))(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes the coding activity of its owner.',
      fix: 'Open wakatime.com/settings/account and reset the key.',
      examples: {
        leaks: {
          'line of a dotenv file': `WAKATIME_API_KEY=waka_${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'too short': `waka_${base62(9)} is cut off` },
      },
    },
  ],
})
