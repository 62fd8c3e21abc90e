import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Linear',
  docs: 'https://linear.app/developers/graphql',
  detectors: [
    {
      id: 'linear-api-key',
      title: 'Linear API key',
      anchors: ['lin_api_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>lin_api_[A-Za-z0-9]{40,48})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes issues as its owner.',
      fix: 'Open Settings, Security & access, Personal API keys, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `LINEAR_API_KEY=lin_api_${base62(40)}` },
        clean: { 'too short': `lin_api_${base62(9)} is cut off` },
      },
    },
    {
      id: 'linear-oauth-token',
      title: 'Linear OAuth token',
      anchors: ['lin_oauth_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>lin_oauth_[0-9a-f]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it does what the application may do in the workspace.',
      fix: 'Open Settings, Applications, and revoke the application.',
      examples: {
        leaks: { 'answer kept as JSON': `{"access_token": "lin_oauth_${hex(64)}"}` },
        clean: { 'too short': `lin_oauth_${hex(9)} is cut off` },
      },
    },
  ],
})
