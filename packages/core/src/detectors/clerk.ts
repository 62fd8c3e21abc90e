import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { isMixed } from '../named-value.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62 } from '../sample.ts'

// Others issue the same shape, so a key is only Clerk's where Clerk is named.
const nearby = { words: ['clerk'], within: 600, required: true }
const fix =
  'Open API keys in the Clerk dashboard, add a new secret key, deploy it as CLERK_SECRET_KEY and delete this one.'

export default defineProvider({
  name: 'Clerk',
  docs: 'https://clerk.com/docs/deployments/clerk-environment-variables',
  detectors: [
    {
      id: 'clerk-secret-key',
      title: 'Clerk secret key',
      anchors: ['sk_live_'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>sk_live_[A-Za-z0-9]{30,64})(?![A-Za-z0-9_-])/,
      nearby,
      looksLike: ['operate-api-key', 'stripe-secret-key'],
      check: judge,
      why: 'Whoever holds it can read and change every user and session of the application.',
      fix,
      examples: {
        leaks: {
          'line of a dotenv file': `CLERK_SECRET_KEY=sk_live_${base62(42)}`,
          'argument of the SDK': `createClerkClient({ secretKey: 'sk_live_${base62(42)}' })`,
        },
        clean: { placeholder: 'CLERK_SECRET_KEY=sk_live_your_secret_key' },
      },
    },
    {
      id: 'clerk-test-key',
      title: 'Clerk secret key for development',
      anchors: ['sk_test_'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>sk_test_[A-Za-z0-9]{30,64})(?![A-Za-z0-9_-])/,
      nearby,
      looksLike: ['stripe-test-key'],
      check: judge,
      why: 'Whoever holds it can read and change the users of the development instance.',
      fix,
      examples: {
        leaks: { 'line of a dotenv file': `CLERK_SECRET_KEY=sk_test_${base62(42)}` },
        clean: { placeholder: 'CLERK_SECRET_KEY=sk_test_...' },
      },
    },
  ],
})

function judge(secret: string): Confidence | Rejection {
  return isMixed(secret.slice('sk_live_'.length)) ? 'likely' : rejected('structure')
}
