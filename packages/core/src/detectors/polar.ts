import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Polar',
  docs: 'https://polar.sh/docs/integrate/oat',
  detectors: [
    {
      id: 'polar-access-token',
      title: 'Polar access token',
      anchors: ['polar_oat_', 'polar_pat_', 'polar_at_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>polar_(?:oat|pat|at(?:_[uo])?)_[A-Za-z0-9]{40,60})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes products, orders and customers of the organisation.',
      fix: 'Open polar.sh, Settings, Access Tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `POLAR_ACCESS_TOKEN=polar_oat_${base62(43)}` },
        clean: { 'too short': `polar_oat_${base62(9)} is cut off` },
      },
    },
  ],
})
