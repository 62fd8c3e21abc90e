import { expect, test } from 'vitest'
import { placesOf, roleOf } from './dialect.ts'

const folders = [
  'src/',
  'a/tests/b/',
  'i18n/vendor/',
  'x/examples/tests/',
  'wiki/',
  'readme/',
  'a-spec/',
]

test.each(['a.ts', 'a.test.js', 'README.md', 'sample.env', 'changelog'])(
  'the places of %s have every role that any folder gives it',
  (name) => {
    const roles = placesOf(name).map(roleOf)
    for (const folder of folders) expect(roles).toContain(roleOf({ path: folder + name }))
  },
)
