import { defineProvider } from '../detector.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Dropbox',
  docs: 'https://developers.dropbox.com/oauth-guide',
  detectors: [
    {
      id: 'dropbox-access-token',
      title: 'Dropbox access token',
      anchors: ['sl.B', 'sl.A', 'sl.C', 'sl.u'],
      pattern: /(?<![A-Za-z0-9_.-])(?<secret>sl\.(?:u\.)?[A-Za-z0-9_-]{130,1400})(?![A-Za-z0-9_-])/,
      window: 1500,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes files until it expires within four hours.',
      fix: 'Call /2/auth/token/revoke with it.',
      examples: {
        leaks: { 'header of a request': `Authorization: Bearer sl.BdmpmC${base64url(140)}` },
        clean: { 'name of a class': '.sl.Button' },
      },
    },
  ],
})
