import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'MaxMind',
  docs: 'https://support.maxmind.com/hc/en-us/articles/4407111582235',
  detectors: [
    {
      id: 'maxmind-license-key',
      title: 'MaxMind license key',
      anchors: ['_mmk'],
      back: 36,
      pattern: /(?<![A-Za-z0-9_])(?<secret>[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it downloads databases and calls services at the cost of the account.',
      fix: 'Open maxmind.com, Manage license keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `MAXMIND_LICENSE_KEY=${base62(6)}_${base62(29)}_mmk` },
        clean: { 'word in a text': 'they end in _mmk since 2023' },
      },
    },
  ],
})
