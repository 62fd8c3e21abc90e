import { defineProvider } from '../detector.ts'
import { base64, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Fly.io',
  docs: 'https://fly.io/docs/security/tokens/',
  detectors: [
    {
      id: 'fly-io-access-token',
      title: 'Fly.io access token',
      anchors: ['fm1r_', 'fm1a_', 'fm2_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,1200}={0,3})(?![A-Za-z0-9+/=])/,
      window: 1300,
      confidence: 'certain',
      why: 'Whoever holds it deploys the apps of the organisation and reads their secrets.',
      fix: 'Run fly tokens list and fly tokens revoke, or open fly.io/dashboard, Tokens.',
      examples: {
        leaks: { 'line of a dotenv file': `FLY_API_TOKEN="FlyV1 fm2_lJPECA${base64(340)}"` },
        clean: { 'too short': `fm2_${base64(9)} is cut off` },
      },
    },
    {
      id: 'fly-io-personal-token',
      title: 'Fly.io personal access token',
      anchors: ['fo1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>fo1_[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it acts as its owner in every organisation they belong to.',
      fix: 'Open fly.io/user/personal_access_tokens and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `FLY_ACCESS_TOKEN=fo1_${base64url(43)}` },
        clean: { 'too short': `fo1_${base64url(9)} is cut off` },
      },
    },
  ],
})
