import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Lob',
  docs: 'https://docs.lob.com/#tag/Authentication',
  detectors: [
    {
      id: 'lob-api-key',
      title: 'Lob API key',
      anchors: ['lob_', 'lobapi', 'lobkey', 'lob(', 'lob-', '"lob"', 'lob:'],
      pattern:
        /["]?[Ll][Oo][Bb][^\r\n]{0,60}?(?<![A-Za-z0-9_])(?<secret>(?:live|test)_[0-9a-f]{35})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it prints and sends mail at the cost of the account.',
      fix: 'Open dashboard.lob.com, Settings, API Keys, and roll it.',
      examples: {
        leaks: { 'line of a dotenv file': `LOB_API_KEY=live_${hex(35)}` },
        clean: { 'name of a table': 'lob_test_results_of_the_last_week' },
      },
    },
    {
      id: 'lob-publishable-key',
      title: 'Lob publishable key',
      anchors: ['live_pub_', 'test_pub_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>(?:live|test)_pub_[0-9a-f]{31})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It checks addresses and is meant for pages.',
      fix: 'Open dashboard.lob.com, Settings, API Keys, and roll it when it is abused.',
      examples: {
        leaks: { 'script of a page': `const apiKey = 'live_pub_${hex(31)}'` },
        clean: { 'too short': `live_pub_${hex(9)} is cut off` },
      },
    },
  ],
})
