import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Pinecone',
  docs: 'https://docs.pinecone.io/guides/projects/manage-api-keys',
  detectors: [
    {
      id: 'pinecone-api-key',
      title: 'Pinecone API key',
      anchors: ['pcsk_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the indexes of the project.',
      fix: 'Open app.pinecone.io, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `PINECONE_API_KEY=pcsk_${base62(5)}_${base62(63)}` },
        clean: { 'too short': `pcsk_${base62(9)} is cut off` },
      },
    },
  ],
})
