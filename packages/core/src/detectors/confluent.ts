import { crc32 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base64 } from '../sample.ts'

export default defineProvider({
  name: 'Confluent',
  docs: 'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
  detectors: [
    {
      id: 'confluent-api-secret',
      title: 'Confluent Cloud API secret',
      anchors: ['cflt'],
      pattern: /(?<![A-Za-z0-9+/_])(?<secret>cflt[A-Za-z0-9+/]{60})(?![A-Za-z0-9+/=_-])/,
      check: endsInItsChecksum,
      why: 'With its key it produces, consumes and manages topics of the cluster.',
      fix: 'Open confluent.cloud, API keys, and delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `CONFLUENT_API_SECRET=${checksummed()}` },
        clean: { 'word in a text': 'the cflt package of Kafka' },
      },
    },
    {
      id: 'confluent-legacy-api-secret',
      title: 'Confluent Cloud API secret (older form)',
      anchors: ['confluent', 'kafka_secret', 'kafka_api_secret', 'sasl_password', 'kafka_password'],
      pattern:
        /(?:CONFLUENT|[Cc]onfluent|KAFKA|[Kk]afka|SASL|sasl)[\w. -]{3,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>(?!cflt)[A-Za-z0-9+/]{64})(?![A-Za-z0-9+/=_-])/,
      check: (secret) =>
        /[A-Z]/.test(secret) && /\d/.test(secret) ? 'likely' : rejected('common'),
      why: 'With its key it produces, consumes and manages topics of the cluster.',
      fix: 'Open confluent.cloud, API keys, and delete the key.',
      examples: {
        leaks: { 'line of a dotenv file': `CONFLUENT_API_SECRET=${base64(64)}` },
        clean: { 'read from the environment': 'confluent_api_secret: $CONFLUENT_API_SECRET' },
      },
    },
  ],
})

/**
 * The CRC-32 of what stands between the prefix and the end, its low byte first, in base64. Confluent
 * has not written that down, so a secret without it is less certain rather than turned down.
 */
function endsInItsChecksum(secret: string): Confidence {
  return secret.endsWith(checksumOf(secret.slice(4, -6))) ? 'certain' : 'likely'
}

function checksumOf(text: string): string {
  const value = crc32(text)
  const bytes = [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '')
}

function checksummed(): string {
  const body = base64(54)
  return `cflt${body}${checksumOf(body)}`
}
