import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'crates.io',
  docs: 'https://doc.rust-lang.org/cargo/reference/publishing.html',
  detectors: [
    {
      id: 'crates-io-api-token',
      title: 'crates.io API token',
      anchors: ['"cio', "'cio", '=cio', ' cio', ':cio'],
      pattern: /["'=: ](?<secret>cio[A-Za-z0-9]{32})(?![A-Za-z0-9_+/=-])/,
      nearby: { words: ['crates', 'cargo', 'bearer', 'publish', 'token'], required: true },
      confidence: 'certain',
      why: 'Whoever holds it publishes versions of the crates its owner may publish.',
      fix: 'Revoke it on crates.io under Account Settings, API Tokens.',
      examples: {
        leaks: { 'credentials of cargo': `[registry]\ntoken = "cio${base62(32)}"` },
        clean: { 'too short': `cargo login cio${base62(8)}` },
      },
    },
  ],
})
