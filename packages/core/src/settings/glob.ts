import { anything, choice, exactly, nothing, optional, repeat, sequence } from './expression.ts'
import type { Expression } from './expression.ts'
import { createMatcher } from './matcher.ts'

/**
 * Globs as .gitignore reads them, with `{a,b}` besides: without a slash at any depth, with one from
 * the folder of keyward.toml; a folder's name stands for all beneath it, and `name/` for that alone.
 */
export function matchesPath(glob: string, path: string): boolean {
  return createPathMatcher([glob])(path)
}

export interface Paths {
  /** Without any, everything is in. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Whether a path is to be scanned. A path that ends with `/` is a folder. */
export function createPathFilter(paths: Paths): (path: string) => boolean {
  const included = createPathMatcher(paths.include)
  const excluded = createPathMatcher(paths.exclude)
  return (path) => (paths.include.length === 0 || included(path)) && !excluded(path)
}

/** What is wrong with a glob, going on after its name. */
export function globProblem(glob: string): { what: string; hint?: string } | undefined {
  if (glob.startsWith('!')) {
    return { what: 'begins with !', hint: 'A glob here only says what it covers.' }
  }
  if (glob.includes('\\')) {
    return { what: 'has a backslash', hint: 'Folders are separated by / on every system.' }
  }
  if (glob.split('/').includes('..')) {
    return { what: 'leads out of the folder', hint: 'Globs start at the folder of this file.' }
  }
  if (glob.replace(/^\.?\/+/, '') === '') {
    return { what: 'names nothing', hint: 'Everything is `**`.' }
  }
  const problem = new GlobReader(glob).problem()
  return problem === undefined ? undefined : { what: problem }
}

export function createPathMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  const matches = createMatcher(choice(globs.map(expressionOf)))
  return (path) => matches(path.replaceAll('\\', '/').replace(/^\.\//, ''))
}

function expressionOf(glob: string): Expression {
  const path = glob.replace(/^\.?\/+/, '').replace(/\/+$/, '')
  const isFolder = glob.endsWith('/')
  const isAnchored = /^\.?\//.test(glob) || path.includes('/')
  const beneath = sequence([exactly('/'), anything])
  return sequence([
    isAnchored ? nothing : folders,
    new GlobReader(path).read(),
    isFolder ? beneath : optional(beneath),
  ])
}

const folders = optional(sequence([anything, exactly('/')]))
const withinPart: Expression = { kind: 'character', accepts: (character) => character !== '/' }

class GlobReader {
  readonly #glob: string
  #position = 0
  #depth = 0

  constructor(glob: string) {
    this.#glob = glob
  }

  problem(): string | undefined {
    try {
      this.read()
      return undefined
    } catch (error) {
      if (error instanceof SyntaxError) return error.message
      throw error
    }
  }

  read(): Expression {
    const ways: Expression[] = []
    let parts: Expression[] = []
    for (;;) {
      const token = this.#take(this.#depth > 0 ? /[,}]|$/y : /$/y)
      if (token === undefined) {
        parts.push(this.#part())
        continue
      }
      ways.push(sequence(parts))
      parts = []
      if (token === '' && this.#depth > 0) throw new SyntaxError('has a { without its }')
      if (token !== ',') return choice(ways)
    }
  }

  #part(): Expression {
    if (this.#take(/(?<=^|[/{,])\*\*\/+/y) !== undefined) return folders
    if (this.#take(/(?<=^|[/{,])\*\*(?=$|[,}])/y) !== undefined) return anything
    if (this.#take(/\*+/y) !== undefined) return repeat(withinPart, 0, Number.POSITIVE_INFINITY)
    if (this.#take(/\?/y) !== undefined) return withinPart
    if (this.#take(/\[/y) !== undefined) return this.#set()
    if (this.#take(/\{/y) !== undefined) return this.#braces()
    return exactly(this.#take(/[^]/uy) ?? '')
  }

  #braces(): Expression {
    this.#depth++
    const ways = this.read()
    this.#depth--
    return ways
  }

  #set(): Expression {
    const negated = this.#take(/[!^]/y) !== undefined
    const members = this.#take(/\]?[^\]]*(?=\])/uy)
    if (members === undefined || members === '') throw new SyntaxError('has a [ without its ]')
    if (members.includes('[:')) throw new SyntaxError('has a named class in []')
    this.#take(/\]/y)
    const ranges = [...members.matchAll(/([^])-([^])|([^])/gu)].map(
      ([, from, to, one]): [string, string] => [from ?? one ?? '', to ?? one ?? ''],
    )
    if (ranges.some(([from, to]) => codeOf(from) > codeOf(to))) {
      throw new SyntaxError('has a range in [] that runs backwards')
    }
    return {
      kind: 'character',
      accepts: (character) => character !== '/' && isWithin(character, ranges) !== negated,
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position
    const found = pattern.exec(this.#glob)?.[0]
    this.#position += found?.length ?? 0
    return found
  }
}

function isWithin(character: string, ranges: readonly [string, string][]): boolean {
  const code = codeOf(character)
  return ranges.some(([from, to]) => codeOf(from) <= code && code <= codeOf(to))
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}
