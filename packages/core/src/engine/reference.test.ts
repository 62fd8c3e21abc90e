import { expect, test } from 'vitest'
import { base62, base64 } from '../sample.ts'
import { isReference } from './reference.ts'

test.each([
  '${DB_PASSWORD}',
  '${env:TOKEN:-none}',
  '$DB_PASSWORD',
  '%DB_PASSWORD%',
  '$(cat token)',
  '{{ vault_password }}',
  'process.env.API_KEY',
  'os.environ["KEY"]',
  '<%= ENV["KEY"] %>',
  'vault:secret/data/app#key',
  'op://vault/item/field',
  'arn:aws:secretsmanager:eu-west-1:1:secret:x',
  'ENC[AES256_GCM,data:x]',
  '/run/secrets/token',
  '#{secret}',
  '!Ref Password',
])('%s is a reference', (value) => {
  expect(isReference(value)).toBe(true)
})

test.each(['correct-horse', 'pa$$word1', 's3cr3t!', base62(40), base64(64)])(
  '%s is none',
  (value) => {
    expect(isReference(value)).toBe(false)
  },
)
