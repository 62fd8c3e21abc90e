import { defineProvider } from '../detector.ts'
import { base62, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'ReadMe',
  docs: 'https://docs.readme.com/main/reference/intro/authentication',
  detectors: [
    {
      id: 'readme-api-key',
      title: 'ReadMe API key',
      anchors: ['rdme_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>rdme_[a-z0-9]{70})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the documentation of the project.',
      fix: 'Open dash.readme.com, Configuration, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `README_API_KEY=rdme_${lowerAlphanumeric(70)}` },
        clean: { 'too short': `rdme_${base62(9)} is cut off` },
      },
    },
  ],
})
