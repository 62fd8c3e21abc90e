import { defineProvider } from '../detector.ts'
import { base62, base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'MongoDB Atlas',
  docs: 'https://www.mongodb.com/docs/atlas/api/api-authentication/',
  detectors: [
    {
      id: 'mongodb-atlas-service-account-secret',
      title: 'MongoDB Atlas service account secret',
      anchors: ['mdb_sa_sk_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>mdb_sa_sk_[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'With the client id it manages the projects and clusters that the service account may.',
      fix: 'Open cloud.mongodb.com, Access Manager, Applications, the service account, and revoke the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `ATLAS_CLIENT_SECRET=mdb_sa_sk_${base64url(40)}` },
        clean: { 'too short': `mdb_sa_sk_${base62(9)} is cut off` },
      },
    },
    {
      id: 'mongodb-atlas-private-key',
      title: 'MongoDB Atlas API private key',
      anchors: ['atlas_private_key', 'atlasprivatekey', 'atlas_api_private', 'atlas_private_api'],
      pattern:
        /(?:(?:MONGODB_)?ATLAS|[Aa]tlas)[\w.-]{8,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])/,
      why: 'With the public key it manages the projects and clusters that the key may.',
      fix: 'Open cloud.mongodb.com, Access Manager, Applications, API keys, and delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `ATLAS_PRIVATE_KEY=${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'read from the environment': 'atlas_private_key: process.env.ATLAS_PRIVATE_KEY' },
      },
    },
  ],
})
