import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Frame.io',
  docs: 'https://developer.frame.io/docs/getting-started/authentication',
  detectors: [
    {
      id: 'frame-io-token',
      title: 'Frame.io developer token',
      anchors: ['fio-u-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>fio-u-[A-Za-z0-9_=-]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the projects of its owner.',
      fix: 'Open developer.frame.io, Tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `FRAMEIO_TOKEN=fio-u-${base62(64)}` },
        clean: { 'too short': `fio-u-${base62(9)} is cut off` },
      },
    },
  ],
})
