import type { TSESTree } from '@typescript-eslint/utils'
import type { Context, SourceCode } from './context.ts'
import type { Node } from './expressions.ts'
import { mention } from './mention.ts'
import { perFile } from './per-file.ts'
import { isTest, pathOf } from './place.ts'
import { isServerPlace } from './server-place.ts'
import { settingsOf } from './settings.ts'
import { sideOfFile, type Side } from './side-of-file.ts'

export type { Side } from './side-of-file.ts'

/** Which side a module is on; the strongest sign decides. */
export const sideOf = perFile((context): Side => {
  const { sourceCode } = context
  const body = statementsOf(sourceCode)
  const imports = body.flatMap(specifierOf)
  return (
    sideOfSettings(context) ??
    sideOfDirective(body) ??
    sideOfPoison(imports) ??
    sideOfFile(pathOf(context)) ??
    sideOfImports(body, imports) ??
    sideOfGlobals(context) ?? { is: 'unknown', confidence: 'possible', sign: '' }
  )
})

/** Whether what stands at a node certainly or very likely runs in a browser. */
export function runsInBrowser(context: Context, node: Node): boolean {
  const { is, confidence } = sideOf(context)
  return is === 'client' && confidence !== 'possible' && !isTest(context) && !isServerPlace(node)
}

function sideOfSettings(context: Context): Side | undefined {
  const { isClientFile, isServerFile } = settingsOf(context)
  const path = pathOf(context)
  if (isServerFile(path)) return certain('server', 'serverFiles of settings.keyward')
  return isClientFile(path) ? certain('client', 'clientFiles of settings.keyward') : undefined
}

function statementsOf(sourceCode: SourceCode): readonly Node[] {
  // Other languages have other trees.
  const { body } = sourceCode.ast as { body?: readonly Node[] }
  return body ?? []
}

function sideOfDirective(body: readonly Node[]): Side | undefined {
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || !('directive' in statement)) return undefined
    const side = ({ 'use client': 'client', 'use server': 'server' } as const)[
      statement.directive ?? ''
    ]
    if (side) return certain(side, `its '${statement.directive ?? ''}' directive`)
  }
  return undefined
}

/** Packages whose import fails the build on the other side. */
function sideOfPoison(imports: readonly string[]): Side | undefined {
  if (imports.some((name) => name === 'server-only' || name === '$app/server')) {
    return certain('server', 'its import of server-only')
  }
  if (imports.includes('client-only')) return certain('client', 'its import of client-only')
  return undefined
}

function sideOfImports(body: readonly Node[], imports: readonly string[]): Side | undefined {
  const ofServer = imports.find((name) => serverImports.test(name))
  const ofClient = imports.find((name) => clientImports.test(name))
  // A renderer on the server has both.
  if (ofServer !== undefined && ofClient !== undefined) return undefined
  if (ofServer !== undefined) return likely('server', ofServer)
  if (ofClient !== undefined) return likely('client', ofClient)
  if (body.some(usesReactState)) return likely('client', 'hooks of react')
  const ofElectron = body.find((node) => isImportOf(node, 'electron'))
  if (ofElectron?.type !== 'ImportDeclaration') return undefined
  return namesOf(ofElectron).some((name) => name === 'ipcRenderer' || name === 'contextBridge')
    ? likely('client', 'electron')
    : likely('server', 'electron')
}

/** Hooks that a server component may not call. */
function usesReactState(node: Node): boolean {
  const isReact = isImportOf(node, 'react') || isImportOf(node, 'preact/hooks')
  return (
    isReact && node.type === 'ImportDeclaration' && namesOf(node).some((name) => hooks.has(name))
  )
}

const mentionsWorker = mention(['self.addEventListener', 'importScripts'])
const mentionsExtension = mention(['chrome.', 'browser.'])
const mentionsPage = mention(['document.', 'Storage.'])

function sideOfGlobals(context: Context): Side | undefined {
  const { text } = context.sourceCode
  if (mentionsWorker(context) && worker.test(text)) {
    return likely('client', 'worker', 'its use of worker events')
  }
  if (mentionsExtension(context) && extension.test(text)) {
    return likely('client', 'extension', "its use of an extension's browser API")
  }
  if (!mentionsPage(context) || !page.test(text)) return undefined
  if (/\btypeof (?:window|document)\b/.test(text)) return undefined
  return { is: 'client', confidence: 'possible', sign: 'its use of the document' }
}

const worker = /\bself\.addEventListener\(\s*['"](?:install|activate|push)['"]|\bimportScripts\(/
const extension = /\b(?:chrome|browser)\.(?:runtime|storage|tabs|action)\b/
const page = /\b(?:document\.(?:get|query|create|add|body|cookie)|(?:local|session)Storage\.)/

const hooks: ReadonlySet<string> = new Set([
  'useState',
  'useEffect',
  'useLayoutEffect',
  'useReducer',
  'useContext',
  'useRef',
  'useTransition',
  'useOptimistic',
  'useSyncExternalStore',
])

const clientImports =
  /^(?:react-dom(?:\/client)?|react-native|expo(?:-(?!server)[\w-]+)?|@expo\/(?!server|config)[\w-]+|@angular\/(?:core|common|router|forms|platform-browser)|@tanstack\/(?:react|solid)-router|jquery|vue|pinia|svelte(?:\/(?!server|compiler)[\w-]+)?|solid-js|lit|next\/navigation\.client|wxt\/[\w/-]+|webextension-polyfill)$/
const serverImports =
  /^(?:node:[\w/]+|fs|fs\/promises|http|https|net|tls|crypto|child_process|path|os|express|fastify|koa|hono|@hono\/node-server|@nestjs\/(?:core|common)|next\/(?:server|headers)|react-dom\/server|@react-email\/[\w-]+|ink|pg|mysql2(?:\/promise)?|@prisma\/client|drizzle-orm[\w/-]*|aws-lambda|cloudflare:[\w]+)$/

function specifierOf(node: Node): string[] {
  if (node.type === 'ImportDeclaration') {
    return node.importKind === 'type' ? [] : [node.source.value]
  }
  if (node.type !== 'VariableDeclaration') return []
  return node.declarations.flatMap(({ init }) => {
    if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') return []
    const [argument] = init.arguments
    const isRequire = init.callee.name === 'require' && argument?.type === 'Literal'
    return isRequire && typeof argument.value === 'string' ? [argument.value] : []
  })
}

function isImportOf(node: Node, specifier: string): boolean {
  return node.type === 'ImportDeclaration' && node.source.value === specifier
}

function namesOf(node: TSESTree.ImportDeclaration): string[] {
  return node.specifiers.map(({ local }) => local.name)
}

function certain(is: 'client' | 'server', sign: string): Side {
  return { is, confidence: 'certain', sign }
}

function likely(is: 'client' | 'server', name: string, sign = `its import of ${name}`): Side {
  return { is, confidence: 'likely', sign }
}
