import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'PlanetScale',
  docs: 'https://planetscale.com/docs/api/reference/service-tokens',
  detectors: [
    {
      id: 'planetscale-service-token',
      title: 'PlanetScale service or OAuth token',
      anchors: ['pscale_tkn_', 'pscale_oauth_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>pscale_(?:tkn|oauth)_[A-Za-z0-9_.=-]{32,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it creates branches and passwords of the databases it was given.',
      fix: 'Open app.planetscale.com, Settings, Service tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `PLANETSCALE_SERVICE_TOKEN=pscale_tkn_${base64url(43)}` },
        clean: { 'too short': `pscale_tkn_${base62(9)} is cut off` },
      },
    },
    {
      id: 'planetscale-password',
      title: 'PlanetScale database password',
      anchors: ['pscale_pw_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>pscale_pw_[A-Za-z0-9_.=-]{32,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes the database branch.',
      fix: 'Open the database, Settings, Passwords, in PlanetScale, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `DATABASE_PASSWORD=pscale_pw_${base64url(43)}` },
        clean: { 'too short': `pscale_pw_${base62(9)} is cut off` },
      },
    },
  ],
})
