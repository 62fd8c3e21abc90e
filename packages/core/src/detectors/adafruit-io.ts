import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Adafruit IO',
  docs: 'https://io.adafruit.com/api/docs/',
  detectors: [
    {
      id: 'adafruit-io-key',
      title: 'Adafruit IO key',
      anchors: ['aio_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>aio_[A-Za-z0-9]{28})(?![A-Za-z0-9_-])/,
      check: (secret) =>
        /\d/.test(secret) && /[A-Z]/.test(secret) ? 'certain' : rejected('words'),
      why: 'Whoever holds it reads and writes the feeds of its owner.',
      fix: 'Open io.adafruit.com, My Key, and regenerate it.',
      examples: {
        leaks: { 'line of a dotenv file': `ADAFRUIT_IO_KEY=aio_${base62(28)}` },
        clean: { 'name of a function': 'aio_read_of_the_whole_buffer()' },
      },
    },
  ],
})
