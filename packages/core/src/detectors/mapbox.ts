import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Mapbox',
  docs: 'https://docs.mapbox.com/help/getting-started/access-tokens/',
  detectors: [
    {
      id: 'mapbox-secret-token',
      title: 'Mapbox secret token',
      anchors: ['sk.eyJ1Ijoi', 'tk.eyJ1Ijoi'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>[st]k\.eyJ1Ijoi[A-Za-z0-9_-]{30,200}\.[A-Za-z0-9_-]{20,30})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it changes styles, tilesets and tokens within its scopes.',
      fix: 'Open console.mapbox.com, Tokens, and rotate or delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `MAPBOX_SECRET_TOKEN=sk.eyJ1Ijoi${base62(60)}.${base64url(22)}`,
        },
        clean: { 'too short': 'sk.eyJ1Ijoi is how they begin' },
      },
    },
    {
      id: 'mapbox-public-token',
      title: 'Mapbox public token',
      anchors: ['pk.eyJ1Ijoi'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>pk\.eyJ1Ijoi[A-Za-z0-9_-]{30,200}\.[A-Za-z0-9_-]{20,30})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It draws maps at the cost of the account and is meant for pages.',
      fix: 'Open console.mapbox.com, Tokens, and restrict it to your addresses.',
      examples: {
        leaks: {
          'script of a page': `mapboxgl.accessToken = 'pk.eyJ1Ijoi${base62(60)}.${base64url(22)}'`,
        },
        clean: { 'too short': 'pk.eyJ1Ijoi is how they begin' },
      },
    },
  ],
})
