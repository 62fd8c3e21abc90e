import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { sample } from '../sample.ts'

const alphabet = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
const prefix = expanded('age-secret-key-')

export default defineProvider({
  name: 'age',
  docs: 'https://age-encryption.org/v1',
  detectors: [
    {
      id: 'age-secret-key',
      title: 'age secret key',
      anchors: ['AGE-SECRET-KEY-1'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})(?![A-Za-z0-9])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it decrypts every file that was encrypted to its public key.',
      fix: 'Make a new key with age-keygen, encrypt the files again, and change the secrets that were in them.',
      examples: {
        leaks: {
          'key file': `# created: 2026-01-01
${checksummed()}`,
        },
        clean: { 'wrong checksum': `AGE-SECRET-KEY-1${sample(alphabet, 58)} is made up` },
      },
    },
  ],
})

/** The last six characters are the checksum of Bech32 (BIP 173). */
function endsInItsChecksum(secret: string): Confidence | Rejection {
  const values = Array.from(secret.slice(16), (character) => alphabet.indexOf(character))
  return checksum([...prefix, ...values]) === 1 ? 'certain' : rejected('checksum')
}

function checksummed(): string {
  const body = sample(alphabet, 52)
  const values = Array.from(body, (character) => alphabet.indexOf(character))
  const rest = checksum([...prefix, ...values, 0, 0, 0, 0, 0, 0]) ^ 1
  const digits = [25, 20, 15, 10, 5, 0].map((shift) => alphabet.charAt((rest >> shift) & 31))
  return `AGE-SECRET-KEY-1${body}${digits.join('')}`
}

function checksum(values: readonly number[]): number {
  let state = 1
  for (const value of values) {
    const top = state >>> 25
    state = ((state & 0x1ffffff) << 5) ^ value
    generator.forEach((term, bit) => {
      if ((top >>> bit) & 1) state ^= term
    })
  }
  return state
}

function expanded(text: string): number[] {
  const codes = Array.from(text, (character) => character.charCodeAt(0))
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
}
