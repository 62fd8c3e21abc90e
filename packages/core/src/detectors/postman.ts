import { defineProvider } from '../detector.ts'
import { hex, upperAlphanumeric, upperHex } from '../sample.ts'

export default defineProvider({
  name: 'Postman',
  docs: 'https://learning.postman.com/docs/reference/postman-api/authentication/',
  detectors: [
    {
      id: 'postman-api-key',
      title: 'Postman API key',
      anchors: ['PMAK-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>PMAK-[0-9a-f]{24}-[0-9a-f]{34})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the collections and environments of its owner, secrets in them included.',
      fix: 'Open go.postman.co/settings/me/api-keys, and delete or regenerate it.',
      examples: {
        leaks: { 'line of a dotenv file': `POSTMAN_API_KEY=PMAK-${hex(24)}-${hex(34)}` },
        clean: { 'too short': `PMAK-${hex(9)} is cut off` },
      },
    },
    {
      id: 'postman-collection-token',
      title: 'Postman collection access key',
      anchors: ['PMAT-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>PMAT-[0-9A-Z]{26})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the one collection it was made for.',
      fix: 'Open the collection, Share, Via API, and delete the access key.',
      examples: {
        leaks: {
          'address of a collection': `https://api.getpostman.com/collections/1?access_key=PMAT-${upperAlphanumeric(26)}`,
        },
        clean: { 'too short': `PMAT-${upperHex(9)} is cut off` },
      },
    },
  ],
})
