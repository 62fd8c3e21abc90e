import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Upstash',
  docs: 'https://upstash.com/docs/redis/features/restapi',
  detectors: [
    {
      id: 'upstash-rest-token',
      title: 'Upstash REST token',
      anchors: ['upstash'],
      pattern:
        /(?:UPSTASH|[Uu]pstash)[\w.-]{3,40}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>A[A-Za-z0-9]{50,120}={0,2})(?![A-Za-z0-9=_-])/,
      why: 'Whoever holds it reads and writes the Redis database or the queue.',
      fix: 'Open console.upstash.com, the database, and reset its credentials.',
      examples: {
        leaks: { 'line of a dotenv file': `UPSTASH_REDIS_REST_TOKEN=A${base62(55)}` },
        clean: { 'read from the environment': 'UPSTASH_REDIS_REST_TOKEN=$(cat token)' },
      },
    },
  ],
})
