import { expect, test } from 'vitest'
import { holdsScope, openProducts, refusal, scopeOf } from './authorisation.ts'
import type { Wanted } from './verification.ts'

const key = {
  api: 'atomyx',
  environment: 'staging',
  organisation: 'acme',
  scopes: ['read', 'write'],
} as const

test.each([
  ['GET', 'read'],
  ['HEAD', 'read'],
  ['OPTIONS', 'read'],
  ['POST', 'write'],
  ['PUT', 'write'],
  ['PATCH', 'write'],
  ['DELETE', 'delete'],
  ['PURGE', 'admin'],
  ['get', 'admin'],
  ['constructor', 'admin'],
])('a request by %s needs the scope %s', (method, scope) => {
  expect(scopeOf(method)).toBe(scope)
})

test('admin holds every scope, and no other scope holds another', () => {
  for (const scope of ['read', 'write', 'delete', 'admin', 'anything']) {
    expect(holdsScope(['admin'], scope)).toBe(true)
  }
  for (const held of ['read', 'write', 'delete']) {
    const opened = ['read', 'write', 'delete', 'admin'].filter((scope) => holdsScope([held], scope))
    expect(opened).toEqual([held])
  }
  expect(holdsScope([], 'read')).toBe(false)
})

test('a product opens when the key has it, the workspace activated it and the member was granted it', () => {
  const products = ['manage', 'submit', 'prepare']
  expect(openProducts({ products }, products, products)).toEqual(products)
  expect(openProducts({ products: ['submit'] }, products, products)).toEqual(['submit'])
  expect(openProducts({ products }, ['manage'], products)).toEqual(['manage'])
  expect(openProducts({ products }, products, ['prepare'])).toEqual(['prepare'])
  expect(openProducts({ products }, products, [])).toEqual([])
})

test.each<[string, Wanted, string]>([
  ['API', { api: 'autype' }, 'It is a key of atomyx, and this is autype.'],
  [
    'environment',
    { environment: 'production' },
    'It was made for staging, and this is production.',
  ],
  ['scope', { scope: 'delete' }, 'Its scopes do not include delete.'],
  ['product', { product: 'submit' }, 'The product submit is not open to it.'],
  ['organisation', { organisation: 'globex' }, 'It belongs to another organisation.'],
])('a key does not open the door of another %s', (_, wanted, reason) => {
  expect(refusal(key, ['manage'], wanted)).toBe(reason)
})

test('a key opens what it was made for', () => {
  const wanted: Wanted = {
    api: 'atomyx',
    environment: 'staging',
    scope: 'write',
    product: 'manage',
    organisation: 'acme',
  }
  expect(refusal(key, ['manage'], wanted)).toBeUndefined()
  expect(refusal(key, [], {})).toBeUndefined()
})
