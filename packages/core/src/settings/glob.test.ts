import { describe, expect, it } from 'vitest'
import { createPathFilter, globProblem, matchesPath } from './glob.ts'

describe('a glob', () => {
  it.each([
    ['name', 'name', 'a/name', 'name/b', 'a/name/b/c'],
    ['name/', 'name/b', 'a/name/b', 'name/'],
    ['/name', 'name', 'name/b'],
    ['./name', 'name', 'name/b'],
    ['a/b', 'a/b', 'a/b/c'],
    ['a/b/', 'a/b/c'],
    ['*.snap', 'x.snap', 'a/b/x.snap', '.snap', 'x.snap/y'],
    ['a/*', 'a/b', 'a/b/c', 'a/.b'],
    ['a/*.ts', 'a/b.ts'],
    ['**', 'a', 'a/b'],
    ['**/b', 'b', 'a/b', 'a/x/b', 'a/b/c'],
    ['a/**', 'a/b', 'a/b/c'],
    ['a/**/b', 'a/b', 'a/x/b', 'a/x/y/b'],
    ['a**b', 'ab', 'axb', 'x/axb'],
    ['?.ts', 'a.ts', '😀.ts'],
    ['[a-c].ts', 'a.ts', 'c.ts'],
    ['[!a-c].ts', 'd.ts', '].ts'],
    ['[^a].ts', 'd.ts'],
    ['[]a].ts', '].ts', 'a.ts'],
    ['[*].ts', '*.ts'],
    ['*.{js,ts}', 'a.js', 'b/a.ts'],
    ['{src,test/{a,b}}/*.ts', 'src/x.ts', 'test/a/x.ts', 'test/b/x.ts'],
    ['a.b', 'a.b'],
    ['a,b', 'a,b'],
    ['a+(b)|c$', 'a+(b)|c$'],
  ])('%s covers what .gitignore would', (glob, ...paths) => {
    expect(paths.filter((path) => !matchesPath(glob, path))).toEqual([])
  })

  it.each([
    ['name', 'names', 'a/rename', 'nam'],
    ['name/', 'name', 'a/name'],
    ['/name', 'a/name'],
    ['a/b', 'x/a/b', 'a/bc'],
    ['*.snap', 'x.snapp', 'snap'],
    ['a/*.ts', 'a/b/c.ts', 'b/a/c.ts'],
    ['a/**', 'a', 'b/a/c'],
    ['a/**/b', 'ab', 'a/xb', 'x/a/b'],
    ['a**b', 'a/b'],
    ['?.ts', '.ts', '/.ts'],
    ['[a-c].ts', 'd.ts', '[a-c].ts'],
    ['[!a].ts', '/.ts', 'a.ts'],
    ['*.{js,ts}', 'a.jsx', 'a.'],
    ['a.b', 'axb'],
    ['Name', 'name'],
  ])('%s covers nothing else', (glob, ...paths) => {
    expect(paths.filter((path) => matchesPath(glob, path))).toEqual([])
  })

  it('reads the paths of Windows', () => {
    expect(matchesPath('a/b/', 'a\\b\\c.ts')).toBe(true)
  })

  it('comes to an end on any path', () => {
    expect(matchesPath('*a*a*a*a*a*a*a*a*b', 'a'.repeat(100_000))).toBe(false)
  })

  it.each([
    ['!a', 'begins with !', 'A glob here only says what it covers.'],
    ['a\\b', 'has a backslash', 'Folders are separated by / on every system.'],
    ['../a', 'leads out of the folder', 'Globs start at the folder of this file.'],
    ['./', 'names nothing', 'Everything is `**`.'],
    ['a{b', 'has a { without its }', undefined],
    ['a[b', 'has a [ without its ]', undefined],
    ['a[]', 'has a [ without its ]', undefined],
    ['[b-a]', 'has a range in [] that runs backwards', undefined],
    ['[[:alpha:]]', 'has a named class in []', undefined],
  ])('%s is refused', (glob, what, hint) => {
    expect(globProblem(glob)).toEqual(hint === undefined ? { what } : { what, hint })
  })
})

describe('a path filter', () => {
  const paths = ['src/a.ts', 'src/a.snap', 'test/b.ts', 'readme.md']

  it('lets everything in when nothing is said', () => {
    expect(paths.filter(createPathFilter({ include: [], exclude: [] }))).toEqual(paths)
  })

  it('lets in what is included, and of that nothing that is excluded', () => {
    const filter = createPathFilter({ include: ['src', '*.md'], exclude: ['*.snap'] })
    expect(paths.filter(filter)).toEqual(['src/a.ts', 'readme.md'])
  })
})
