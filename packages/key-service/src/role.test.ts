import { expect, test } from 'vitest'
import { managementApi } from './api.ts'
import { isAtLeast, mayGive, roles, within, type Role } from './role.ts'

const api = { scopes: ['read', 'write', 'delete', 'admin'] }

test.each<[Role, string[]]>([
  ['viewer', ['read']],
  ['editor', ['read', 'write', 'delete']],
  ['admin', ['read', 'write', 'delete', 'admin']],
  ['owner', ['read', 'write', 'delete', 'admin']],
])('a %s may give keys %j', (role, given) => {
  expect(api.scopes.filter((scope) => mayGive(role, scope, api))).toEqual(given)
})

test('each role may do all that those before it may', () => {
  for (const [index, role] of roles.entries()) {
    expect(roles.filter((other) => isAtLeast(role, other))).toEqual(roles.slice(0, index + 1))
  }
})

test('an API says itself which role a scope needs', () => {
  const strict = { ...api, roles: { read: 'editor', admin: 'nobody' } } as const
  expect(mayGive('viewer', 'read', strict)).toBe(false)
  expect(mayGive('editor', 'read', strict)).toBe(true)
  expect(mayGive('owner', 'admin', strict)).toBe(false)
  expect(mayGive('viewer', 'constructor', strict)).toBe(false)
  expect(mayGive('viewer', 'export:read', api)).toBe(true)
  expect(mayGive('editor', 'export:admin', api)).toBe(false)
})

test('no member gives a key to the service what only its operators may do', () => {
  const given = managementApi.scopes.filter((scope) => mayGive('owner', scope, managementApi))
  expect(managementApi.scopes.filter((scope) => !given.includes(scope))).toEqual([
    'credits:write',
    'accounts:write',
    'admin',
  ])
  expect(managementApi.scopes.filter((scope) => mayGive('editor', scope, managementApi))).toEqual([
    'keys:read',
    'keys:write',
  ])
})

test('whoever loses admin keeps what it stood for otherwise', () => {
  expect(within('owner', ['admin'], api)).toEqual(['admin'])
  expect(within('editor', ['admin'], api)).toEqual(['read', 'write', 'delete'])
  expect(within('viewer', ['read', 'write'], api)).toEqual(['read'])
  expect(within('viewer', ['write'], api)).toEqual([])
})
