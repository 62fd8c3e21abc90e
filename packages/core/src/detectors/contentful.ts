import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Contentful',
  docs: 'https://www.contentful.com/developers/docs/references/authentication/',
  detectors: [
    {
      id: 'contentful-personal-token',
      title: 'Contentful personal access token',
      anchors: ['CFPAT-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>CFPAT-[A-Za-z0-9_-]{40,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes content and models as its owner.',
      fix: 'Open app.contentful.com, CMA tokens, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `CONTENTFUL_MANAGEMENT_TOKEN=CFPAT-${base64url(43)}` },
        clean: { 'too short': `CFPAT-${base62(9)} is cut off` },
      },
    },
  ],
})
