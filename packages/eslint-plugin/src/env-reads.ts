import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from './context.ts'
import {
  constantText,
  definitionOf,
  dottedName,
  importedName,
  memberName,
  namedProperties,
  unwrapped,
  type Node,
} from './expressions.ts'

/**
 * Where an environment's variables go: `named` ones ship when their name has a public prefix,
 * `public` ones all ship, `private` ones are refused or absent in a browser.
 */
export interface Environment {
  readonly spelling: string
  readonly reach: 'named' | 'public' | 'private'
}

export interface EnvRead extends Environment {
  readonly node: Node
  readonly name: string
}

/** A text without any of these reads no environment. */
export const mayReadEnv =
  /\benv\b|runtimeConfig|RuntimeConfig|react-native-config|@env['"]|astro:env|\/environments?\/environment|\.extra\b/

const modules: readonly (readonly [RegExp, Environment['reach']])[] = [
  [/^\$env\/(?:static|dynamic)\/public$|^\$app\/env\/public$|^astro:env\/client$/, 'public'],
  [/^\$env\/(?:static|dynamic)\/private$|^\$app\/env\/private$|^astro:env\/server$/, 'private'],
  [/^react-native-config$|^@env$/, 'public'],
  [/(?:^|\/)environments?\/environment(?:\.[\w-]+)?$/, 'public'],
  [/^(?:node:)?process$|^bun$|(?:^|\/)env(?:\.m?[jt]s)?$|^cloudflare:workers$/, 'named'],
]

/** What is read where this expression, property or import specifier stands. */
export function envReadAt(node: Node, sourceCode: SourceCode): EnvRead | undefined {
  switch (node.type) {
    case 'MemberExpression': {
      const name = memberName(node)
      if (name === undefined || isCalled(node) || isWritten(node)) return undefined
      const environment = environmentOf(node.object, sourceCode)
      return environment && isVariableName(name, environment)
        ? { ...environment, node, name }
        : undefined
    }
    case 'ImportSpecifier': {
      const environment = moduleOf(node.parent)
      const name = importedName(node)
      if (!environment || environment.reach === 'named' || containers.has(name)) return undefined
      return { ...environment, node, name }
    }
    case 'CallExpression': {
      const callee = dottedName(node.callee)
      const isGetter = callee === 'Deno.env.get' || callee === 'getSecret' || callee === 'env.get'
      const name = isGetter && node.arguments[0] ? constantText(node.arguments[0]) : undefined
      return name === undefined
        ? undefined
        : { spelling: callee!, reach: callee === 'getSecret' ? 'private' : 'named', node, name }
    }
    default:
      return undefined
  }
}

/** Every variable that `const { A, B: { C } } = process.env` takes out. */
export function envReadsOfPattern(
  pattern: Node,
  init: Node | null | undefined,
  sourceCode: SourceCode,
): EnvRead[] {
  if (pattern.type !== 'ObjectPattern' || !init) return []
  const environment = environmentOf(init, sourceCode)
  if (environment) {
    return namedProperties(pattern)
      .filter(([name]) => isVariableName(name, environment))
      .map(([name, node]) => ({ ...environment, node, name }))
  }
  const owner = dottedName(init)
  const inner = namedProperties(pattern).find(([name]) => name === 'env')?.[1].value
  if (inner?.type !== 'ObjectPattern' || owner === undefined || !envOwners.has(owner)) return []
  const nested: Environment = { spelling: `${owner}.env`, reach: 'named' }
  return namedProperties(inner).map(([name, node]) => ({ ...nested, node, name }))
}

/** The variables an expression may hold: directly, in an arm, in a template, or by a constant. */
export function envReadsBehind(expression: Node, sourceCode: SourceCode, hops = 2): EnvRead[] {
  const node = unwrapped(expression)
  function behind(...some: readonly Node[]): EnvRead[] {
    return some.flatMap((one) => envReadsBehind(one, sourceCode, hops))
  }

  switch (node.type) {
    case 'MemberExpression': {
      const read = envReadAt(node, sourceCode)
      return read ? [read] : []
    }
    case 'Identifier':
      return hops === 0 ? [] : readsBehindName(node, sourceCode, hops)
    case 'LogicalExpression':
      return behind(node.left, node.right)
    case 'BinaryExpression':
      return node.operator === '+' ? behind(node.left, node.right) : []
    case 'ConditionalExpression':
      return behind(node.consequent, node.alternate)
    case 'TemplateLiteral':
      return behind(...node.expressions)
    case 'CallExpression': {
      const read = envReadAt(node, sourceCode)
      if (read) return [read]
      const callee = dottedName(node.callee)
      if (callee !== undefined && passThrough.has(callee)) return behind(...node.arguments)
      const { callee: method } = node
      const isTextMethod =
        method.type === 'MemberExpression' && textMethods.has(memberName(method) ?? '')
      return isTextMethod ? behind(method.object) : []
    }
    default:
      return []
  }
}

/** Which environment an expression is as a whole: `process.env`, `import.meta.env`, `env` … */
export function environmentOf(
  expression: Node,
  sourceCode: SourceCode,
  hops = 3,
): Environment | undefined {
  const node = unwrapped(expression)
  if (node.type === 'Identifier')
    return hops > 0 ? environmentNamed(node, sourceCode, hops) : undefined
  if (node.type === 'CallExpression') return environmentCalled(node)
  if (node.type !== 'MemberExpression') return undefined

  const name = memberName(node)
  if (name === 'public' || name === 'extra' || name === 'publicRuntimeConfig') {
    return publicPartOf(node, name, sourceCode)
  }
  if (name !== 'env') return undefined
  const owner = dottedName(node.object)
  if (owner === undefined) return undefined
  if (envOwners.has(owner)) return { spelling: `${owner}.env`, reach: 'named' }
  const root = unwrapped(node.object)
  const isAlias = root.type === 'Identifier' && definitionOf(root, sourceCode)?.kind === 'import'
  return isAlias && processNames.test(owner)
    ? { spelling: 'process.env', reach: 'named' }
    : undefined
}

export interface EnvListeners {
  readonly MemberExpression: (node: TSESTree.MemberExpression) => void
  readonly CallExpression: (node: TSESTree.CallExpression) => void
  readonly ImportSpecifier: (node: TSESTree.ImportSpecifier) => void
  readonly VariableDeclarator: (node: TSESTree.VariableDeclarator) => void
  readonly AssignmentExpression: (node: TSESTree.AssignmentExpression) => void
}

/** Listeners that hear every read of a file once. */
export function eachEnvRead(sourceCode: SourceCode, heard: (read: EnvRead) => void): EnvListeners {
  function at(node: Node) {
    const read = envReadAt(node, sourceCode)
    if (read) heard(read)
  }
  return {
    MemberExpression: at,
    CallExpression: at,
    ImportSpecifier: at,
    VariableDeclarator: ({ id, init }) => envReadsOfPattern(id, init, sourceCode).forEach(heard),
    AssignmentExpression: ({ left, right }) =>
      envReadsOfPattern(left, right, sourceCode).forEach(heard),
  }
}

const envOwners: ReadonlySet<string> = new Set([
  'process',
  'globalThis.process',
  'global.process',
  'window.process',
  'import.meta',
  'Bun',
  'window',
  'globalThis',
])
const processNames = /^(?:process|proc)$/
const containers: ReadonlySet<string> = new Set(['env', 'environment', 'default', 'getSecret', '*'])
const passThrough: ReadonlySet<string> = new Set([
  'JSON.stringify',
  'String',
  'encodeURIComponent',
  'btoa',
  'Object.freeze',
])
const textMethods: ReadonlySet<string> = new Set(['trim', 'toString', 'replace', 'concat', 'slice'])

function moduleOf(declaration: Node | undefined): Environment | undefined {
  return declaration?.type === 'ImportDeclaration' && declaration.importKind !== 'type'
    ? moduleNamed(declaration.source.value)
    : undefined
}

function moduleNamed(specifier: string): Environment | undefined {
  const reach = modules.find(([pattern]) => pattern.test(specifier))?.[1]
  return reach && { spelling: specifier, reach }
}

function readsBehindName(
  node: TSESTree.Identifier,
  sourceCode: SourceCode,
  hops: number,
): EnvRead[] {
  const binding = definitionOf(node, sourceCode)
  if (binding === undefined) return []
  if (binding.kind === 'import') {
    const read = envReadAt(binding.specifier, sourceCode)
    return read ? [read] : []
  }
  if (binding.id.type === 'Identifier') return envReadsBehind(binding.init, sourceCode, hops - 1)
  return envReadsOfPattern(binding.id, binding.init, sourceCode).filter(
    ({ node: property }) => property.type === 'Property' && binds(property.value, binding.name),
  )
}

function binds(value: Node, name: Node): boolean {
  return value === name || (value.type === 'AssignmentPattern' && value.left === name)
}

/** An environment under a name: imported, aliased, or taken out of `process` or `import.meta`. */
function environmentNamed(
  node: TSESTree.Identifier,
  sourceCode: SourceCode,
  hops: number,
): Environment | undefined {
  const binding = definitionOf(node, sourceCode)
  if (binding === undefined) return undefined
  if (binding.kind === 'import') {
    const environment = moduleNamed(binding.from)
    const isProcess = /process$/.test(binding.from) && importedName(binding.specifier) !== 'env'
    const isOne = containers.has(importedName(binding.specifier)) && !isProcess
    return isOne ? environment : undefined
  }
  if (binding.id.type === 'Identifier') return environmentOf(binding.init, sourceCode, hops - 1)
  if (binding.id.type !== 'ObjectPattern') return undefined

  const taken = namedProperties(binding.id).find(([, { value }]) => binds(value, binding.name))
  const owner = dottedName(binding.init)
  if (taken?.[0] === 'env' && owner !== undefined && envOwners.has(owner)) {
    return { spelling: `${owner}.env`, reach: 'named' }
  }
  const called = environmentOf(binding.init, sourceCode, hops - 1)
  const isPublicPart = taken?.[0] === 'public' || taken?.[0] === 'publicRuntimeConfig'
  return called && isPublicPart ? { ...called, reach: 'public' } : undefined
}

function environmentCalled(node: TSESTree.CallExpression): Environment | undefined {
  const callee = dottedName(node.callee)
  if (callee === 'useRuntimeConfig' || callee === 'getConfig') {
    return { spelling: `${callee}()`, reach: 'private' }
  }
  if (callee !== 'loadEnv') return undefined
  const prefix = node.arguments[2] && constantText(node.arguments[2])
  return { spelling: prefix === '' ? "loadEnv(…, '')" : 'loadEnv()', reach: 'named' }
}

function publicPartOf(
  node: TSESTree.MemberExpression,
  name: string,
  sourceCode: SourceCode,
): Environment | undefined {
  const owner = dottedName(node.object)
  if (name === 'extra') {
    const isManifest = owner !== undefined && /^Constants\.(?:expoConfig|manifest2?)$/.test(owner)
    return isManifest ? { spelling: `${owner}.extra`, reach: 'public' } : undefined
  }
  const whole = environmentOf(node.object, sourceCode)
  const isConfig = whole?.spelling.endsWith('Config()') === true
  return isConfig ? { spelling: `${whole.spelling}.${name}`, reach: 'public' } : undefined
}

/** `useRuntimeConfig()` holds its public part and its app next to the variables. */
function isVariableName(name: string, { spelling }: Environment): boolean {
  return !spelling.endsWith('Config()') || !/^(?:public|app|nitro|publicRuntimeConfig)$/.test(name)
}

/** Variables are texts: what is called is something else, and stands everywhere. */
function isCalled(node: TSESTree.MemberExpression): boolean {
  const { parent } = node
  return parent.type === 'CallExpression' && parent.callee === node
}

function isWritten(node: TSESTree.MemberExpression): boolean {
  const { parent } = node
  if (parent.type === 'AssignmentExpression') return parent.left === node
  return parent.type === 'UnaryExpression' && parent.operator === 'delete'
}
