import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Tailscale',
  docs: 'https://tailscale.com/kb/1252/key-secret-management',
  detectors: [
    {
      id: 'tailscale-key',
      title: 'Tailscale key',
      anchors: ['tskey-'],
      pattern:
        /(?<![A-Za-z])(?<secret>tskey-[a-z]{3,8}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{24,40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it adds machines to the tailnet, or manages it through the API.',
      fix: 'Open login.tailscale.com/admin/settings/keys, and revoke it.',
      examples: {
        leaks: {
          'line of a dotenv file': `TS_AUTHKEY=tskey-auth-k${base62(8)}CNTRL-${base62(32)}`,
        },
        clean: { 'word before it': `xtskey-auth-k${base62(8)}CNTRL-${base62(32)} is not one` },
      },
    },
  ],
})
