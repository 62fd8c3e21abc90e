import type { TSESTree } from '@typescript-eslint/utils'
import type { Context } from './context.ts'
import {
  constantText,
  definitionOf,
  dottedName,
  namedProperties,
  propertyName,
  unwrapped,
  type Node,
} from './expressions.ts'
import { pathOf } from './place.ts'

/** What a build is told to put into the code it makes, and by which option. */
export interface Inlined {
  readonly option: string
  /** An object of values, a list of names, or one value. */
  readonly value: Node
}

/** What a property of a build's configuration inlines. */
export function inlinedByProperty(node: TSESTree.Property, context: Context): Inlined | undefined {
  const option = node.parent.type === 'ObjectExpression' ? propertyName(node) : undefined
  if (option === undefined || !options.has(option)) return undefined
  const file = pathOf(context).slice(pathOf(context).lastIndexOf('/') + 1)
  const isInlined = {
    env: () => /^next\.config\./.test(file) && isOutermost(node),
    publicRuntimeConfig: () => isOutermost(node),
    define: () => isBuild(file, context) && !isForServer(node, context),
    public: () => /^nuxt\.config\./.test(file) && holderName(node) === 'runtimeConfig',
    runtimeConfig: () => false,
    extra: () => /^app\.config\./.test(file),
    customFields: () => /^docusaurus\.config\./.test(file),
  }[option]
  return isInlined?.() ? { option: optionNames[option] ?? option, value: node.value } : undefined
}

/** What the plugins of bundlers inline: `new DefinePlugin({ … })`, `EnvironmentPlugin([ … ])`. */
export function inlinedByPlugin(
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  context: Context,
): Inlined | undefined {
  const [value] = node.arguments
  const name = dottedName(node.callee)?.split('.').at(-1)
  if (!value) return undefined
  if (name === 'defineAppConfig') return { option: 'app.config', value }
  if (name !== 'DefinePlugin' && name !== 'EnvironmentPlugin') return undefined
  return isNodeBundle(context) ? undefined : { option: name, value }
}

/** Plugins of Babel and Gatsby are pairs of a name and options. */
export function inlinedByPair(node: TSESTree.ArrayExpression): Inlined | undefined {
  const [name, settings] = node.elements
  const plugin = name ? constantText(name) : undefined
  if (plugin === undefined || settings?.type !== 'ObjectExpression') return undefined
  if (!/inline-environment-variables/.test(plugin)) return undefined
  const include = namedProperties(settings).find(([key]) => key === 'include')
  return include && { option: plugin, value: include[1].value }
}

/** `env: 'inline'` of `Bun.build`, where it builds for browsers. */
export function inlinedByBun(node: TSESTree.CallExpression): Node | undefined {
  const [settings] = node.arguments
  if (dottedName(node.callee) !== 'Bun.build' || settings?.type !== 'ObjectExpression') {
    return undefined
  }
  const given = new Map(namedProperties(settings))
  const target = given.get('target')
  const isForServer = target && /^(?:bun|node)$/.test(constantText(target.value) ?? '')
  const env = given.get('env')
  return env && !isForServer && constantText(env.value) === 'inline' ? env : undefined
}

/** Each name that is inlined, with the value it is given and the node to point at. */
export function entriesOf({ value }: Inlined, context: Context): readonly Entry[] {
  const node = resolved(value, context)
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((element) => {
      const name = element ? constantText(element) : undefined
      return element && name !== undefined ? [{ name, value: undefined, node: element }] : []
    })
  }
  if (node.type !== 'ObjectExpression') return [{ name: undefined, value: node, node }]
  return node.properties.flatMap((property): readonly Entry[] => {
    if (property.type === 'SpreadElement') {
      return entriesOf({ option: '', value: property.argument }, context).map((entry) => ({
        ...entry,
        node: entry.name === undefined ? property : entry.node,
      }))
    }
    const name = propertyName(property)
    const inner = unwrapped(property.value)
    const isNested = inner.type === 'ObjectExpression'
    return isNested
      ? entriesOf({ option: '', value: inner }, context)
      : [{ name, value: property.value, node: property }]
  })
}

export interface Entry {
  readonly name: string | undefined
  readonly value: Node | undefined
  readonly node: Node
}

const optionNames: Readonly<Record<string, string>> = { public: 'runtimeConfig.public' }
const options: ReadonlySet<string> = new Set([
  'env',
  'publicRuntimeConfig',
  'define',
  'public',
  'extra',
  'customFields',
])

function resolved(value: Node, { sourceCode }: Context): Node {
  const node = unwrapped(value)
  if (node.type !== 'Identifier') return node
  const binding = definitionOf(node, sourceCode)
  const isConstant = binding?.kind === 'variable' && binding.id.type === 'Identifier'
  const init = isConstant ? unwrapped(binding.init) : undefined
  return init?.type === 'ObjectExpression' || init?.type === 'ArrayExpression' ? init : node
}

/** `env` and its like count at the top of a configuration alone. */
function isOutermost(node: TSESTree.Property): boolean {
  return node.parent.parent.type !== 'Property'
}

function holderName(node: TSESTree.Property): string | undefined {
  const holder = node.parent.parent
  return holder.type === 'Property' ? propertyName(holder) : undefined
}

function isBuild(file: string, { sourceCode }: Context): boolean {
  if (/^(?:vitest|tsup|jest)\./.test(file)) return false
  if (/\.config\.[cm]?[jt]s$|^(?:es)?build[\w.-]*\.[cm]?[jt]s$/.test(file)) return true
  return /['"](?:vite|esbuild|@rsbuild\/core|@rspack\/core|astro\/config|electron-vite|bun)['"]|\bBun\.build\b/.test(
    sourceCode.text,
  )
}

/** What is built for Node never leaves the server. */
function isForServer(node: TSESTree.Property, context: Context): boolean {
  const beside = node.parent.type === 'ObjectExpression' ? namedProperties(node.parent) : []
  const isNode = beside.some(
    ([name, { value }]) =>
      (name === 'platform' || name === 'target') && /^(?:node|bun)/.test(constantText(value) ?? ''),
  )
  return isNode || isNodeBundle(context)
}

function isNodeBundle({ sourceCode }: Context): boolean {
  return /\b(?:target|platform)\s*:\s*['"](?:async-)?node[\d.]*['"]/.test(sourceCode.text)
}
