import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Typeform',
  docs: 'https://www.typeform.com/developers/get-started/personal-access-token/',
  detectors: [
    {
      id: 'typeform-personal-token',
      title: 'Typeform personal access token',
      anchors: ['tfp_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>tfp_[A-Za-z0-9_.=-]{40,60})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the forms of its owner and what people answered.',
      fix: 'Open admin.typeform.com, Personal tokens, and regenerate or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `TYPEFORM_TOKEN=tfp_${base62(44)}` },
        clean: { 'too short': `tfp_${base62(9)} is cut off` },
      },
    },
  ],
})
