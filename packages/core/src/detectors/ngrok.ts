import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'ngrok',
  docs: 'https://ngrok.com/docs/agent/',
  detectors: [
    {
      id: 'ngrok-authtoken',
      title: 'ngrok authtoken',
      anchors: ['authtoken'],
      pattern:
        /[Aa][Uu][Tt][Hh][Tt][Oo][Kk][Ee][Nn]["']?[ \t]{0,4}[=: ][ \t]{0,4}["']?(?<secret>[12][A-Za-z0-9]{26}_[A-Za-z0-9]{20,22})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it opens tunnels under your account and its domains.',
      fix: 'Open dashboard.ngrok.com, Your Authtoken, and reset it.',
      examples: {
        leaks: { 'line of a dotenv file': `NGROK_AUTHTOKEN=2${base62(26)}_${base62(21)}` },
        clean: { 'read from the environment': 'authtoken: $NGROK_AUTHTOKEN' },
      },
    },
  ],
})
