import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Riot Games',
  docs: 'https://developer.riotgames.com/docs/portal',
  detectors: [
    {
      id: 'riot-api-key',
      title: 'Riot Games API key',
      anchors: ['RGAPI-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>RGAPI-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it uses up the rate limit of its owner; a development key lasts one day.',
      fix: 'Open developer.riotgames.com and regenerate it.',
      examples: {
        leaks: {
          'line of a dotenv file': `RIOT_API_KEY=RGAPI-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'too short': `RGAPI-${base62(9)} is cut off` },
      },
    },
  ],
})
