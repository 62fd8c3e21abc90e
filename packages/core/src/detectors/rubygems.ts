import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'RubyGems',
  docs: 'https://github.com/rubygems/guides/blob/main/api-key-scopes.md',
  detectors: [
    {
      id: 'rubygems-api-key',
      title: 'RubyGems API key',
      anchors: ['rubygems_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>rubygems_[0-9a-f]{48})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it pushes and yanks gems as far as the scopes of the key reach.',
      fix: 'Open your profile on RubyGems, Edit settings, API keys, and delete it.',
      examples: {
        leaks: { 'credentials of gem': `---\n:rubygems_api_key: rubygems_${hex(48)}` },
        clean: { 'too short': `rubygems_${hex(12)} is cut off` },
      },
    },
  ],
})
