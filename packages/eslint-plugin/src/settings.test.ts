import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import { filledIn } from './example.ts'
import plugin from './index.ts'

const secret = filledIn('{{stripe-secret-key}}').text

const wrong: Readonly<Record<string, unknown>> = {
  'a secret in place of settings': secret,
  'a secret in place of a setting': { [secret]: true },
  'a secret in place of what may stay': { allow: secret },
  'a secret that may stay, in plain text': { allow: [{ secret, reason: 'Revoked.' }] },
  'a secret in place of its fingerprint': { allow: [{ fingerprint: secret, reason: 'Revoked.' }] },
  'a fingerprint without the salt': { allow: [{ fingerprint: `kw1:${secret}`, reason: 'Old.' }] },
  'a secret in place of an id': { key: [{ id: secret, prefix: 'acme_' }] },
  'a secret in place of a detector': { detectors: { off: [secret] } },
  'a secret in place of a confidence': { confidence: secret },
  'a secret in place of globs': { clientFiles: secret },
}

it.each(Object.entries(wrong))('%s is refused, and not told', (_, settings) => {
  const config: Linter.Config[] = [
    { settings: { keyward: settings } },
    ...plugin.configs.recommended,
  ]
  let told = ''
  try {
    new Linter().verify('let a', config)
  } catch (error) {
    told = (error as Error).stack ?? ''
  }
  expect(told).toContain('settings.keyward: ')
  expect(told.includes(secret), 'the secret is told').toBe(false)
})
