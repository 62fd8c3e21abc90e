import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Deno Deploy',
  docs: 'https://docs.deno.com/deploy/api/',
  detectors: [
    {
      id: 'deno-deploy-token',
      title: 'Deno Deploy access token',
      anchors: ['ddp_', 'ddo_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dd[po]_[A-Za-z0-9]{36})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it deploys the projects of its owner or organisation.',
      fix: 'Open dash.deno.com/account#access-tokens and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `DENO_DEPLOY_TOKEN=ddp_${base62(36)}` },
        clean: { 'too short': `ddp_${base62(9)} is cut off` },
      },
    },
  ],
})
