import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '../context.ts'
import { judgeName, wordsOf } from '../env-names.ts'
import { dottedName, memberName, namedProperties, unwrapped, type Node } from '../expressions.ts'
import { textsOf } from '../fold.ts'
import { isTest } from '../place.ts'
import { defineRule } from '../rule.ts'

interface Options {
  readonly names: readonly string[]
  readonly allowByok: boolean
}

export default defineRule<Options>({
  name: 'no-secret-in-web-storage',
  description: 'credentials in localStorage, sessionStorage, IndexedDB and readable cookies',
  about: `Every script of a page reads its storage: one injected script, one compromised dependency or one browser extension takes all that is kept there, and it stays when the tab is closed. Names decide: an entry called \`token\`, \`apiKey\` or \`password\` is reported, \`apiKeyModalDismissed\` and \`csrfToken\` are not, nor are flags and numbers.

Keep sessions in cookies that are HttpOnly, and keys on the server. Where people bring a key of their own, \`allowByok\` lets API keys be kept.`,
  configs: ['strict'],
  mentions: ['Storage', 'document.cookie', 'indexedDB', 'objectStore', 'Cookies.set'],
  messages: {
    stored:
      '{{name}} is kept in {{where}}, where every script of the page reads it. Keep it on the server, behind a cookie that is HttpOnly, or in memory.',
  },
  options: {
    names: {
      about: 'More names of entries that hold a credential.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: [],
    },
    allowByok: {
      about: 'Whether API keys may be kept, as they are where people bring their own.',
      schema: { type: 'boolean' },
      fallback: false,
    },
  },
  examples: {
    leaks: {
      'API key in localStorage': "localStorage.setItem('openai_api_key', key)",
      'token in sessionStorage': "sessionStorage.setItem('access_token', response.token)",
      'storage of the window': "window.localStorage.setItem('apiKey', apiKey)",
      'member of the storage': 'localStorage.token = session.token',
      'member in brackets': "sessionStorage['jwt'] = jwt",
      'name in a constant':
        "const TOKEN_KEY = 'auth.token'\nlocalStorage.setItem(TOKEN_KEY, token)",
      'name with the name of the app before it': 'localStorage.setItem(`shop:refreshToken`, t)',
      password: "localStorage.setItem('password', form.password)",
      'private key of a wallet': "localStorage.setItem('wallet-private-key', wallet.privateKey)",
      'seed phrase': "localStorage.setItem('mnemonic', phrase)",
      'cookie that scripts read': 'document.cookie = `api_key=${key}; path=/`',
      'cookie put together': "document.cookie = 'token=' + token",
      'cookie by a library': "Cookies.set('access_token', token)",
      'storage of a phone': "AsyncStorage.setItem('authToken', token)",
      'store of IndexedDB':
        "db.transaction('k', 'readwrite').objectStore('keys').put(key, 'api-key')",
      'storage of a browser extension': 'chrome.storage.local.set({ theme, apiKey: key })',
      'name of the house': {
        code: "localStorage.setItem('pass2', p)",
        options: { names: ['pass2'] },
      },
    },
    clean: {
      'flag about a key': "localStorage.setItem('apiKeyModalDismissed', 'true')",
      'flag under the name of a token': "localStorage.setItem('token', 'true')",
      theme: "localStorage.setItem('theme', theme)",
      'key of something else': "localStorage.setItem('sortKey', column)",
      'token against forgery': "sessionStorage.setItem('csrfToken', token)",
      'token of a device': "localStorage.setItem('pushToken', token)",
      'publishable key': "localStorage.setItem('stripe_publishable_key', key)",
      number: "localStorage.setItem('token', 3)",
      comparison: "localStorage.setItem('token', String(a === b))",
      removal: "localStorage.removeItem('token')",
      reading: "const token = localStorage.getItem('token')",
      'writing nothing': "localStorage.setItem('token', '')",
      'name that is not known': 'localStorage.setItem(name, value)',
      'other storage': "cache.setItem('token', token)",
      'cookie of another name': 'document.cookie = `theme=${theme}`',
      'cookie that is taken away': "document.cookie = 'token=; max-age=0'",
      'key of a person, where that is allowed': {
        code: "localStorage.setItem('openai_api_key', key)",
        options: { allowByok: true },
      },
      test: { code: "localStorage.setItem('token', 'abc')", filename: 'src/login.test.js' },
    },
  },
  create(context, options) {
    if (isTest(context)) return {}
    const { sourceCode } = context
    function tell(node: Node, name: string | undefined, where: string) {
      if (name === undefined || !isCredential(name, options)) return
      context.report({ node, messageId: 'stored', data: { name, where } })
    }
    return {
      CallExpression(node) {
        const entry = entryOf(node, sourceCode)
        for (const { name, value, where } of entry ? [entry] : extensionEntries(node)) {
          if (!isFlag(value)) tell(node, name, where)
        }
      },
      AssignmentExpression(node) {
        if (node.left.type !== 'MemberExpression' || isFlag(node.right)) return
        const target = dottedName(node.left) ?? ''
        if (/^(?:window\.)?document\.cookie$/.test(target)) {
          tell(node, cookieName(node.right), 'document.cookie')
          return
        }
        const storage = storageIn(dottedName(node.left.object))
        if (storage !== undefined) tell(node, memberName(node.left), storage)
      },
    }
  },
})

interface Entry {
  readonly name: string | undefined
  readonly value: Node
  readonly where: string
}

function entryOf(node: TSESTree.CallExpression, sourceCode: SourceCode): Entry | undefined {
  const { callee } = node
  const [first, second] = node.arguments
  if (callee.type !== 'MemberExpression' || !first) return undefined
  const method = memberName(callee)
  const owner = dottedName(callee.object)
  if (method === 'setItem' && second) {
    const where = storageIn(owner)
    return where === undefined
      ? undefined
      : { name: textIn(first, sourceCode), value: second, where }
  }
  if (method === 'set' && owner !== undefined && second && /^cookies?$/i.test(owner)) {
    return { name: textIn(first, sourceCode), value: second, where: 'a cookie' }
  }
  const isStore = (method === 'put' || method === 'add') && second && isObjectStore(callee.object)
  return isStore
    ? { name: textIn(second, sourceCode), value: first, where: 'IndexedDB' }
    : undefined
}

/** `chrome.storage.local.set({ apiKey: key })` */
function extensionEntries({ callee, arguments: [entries] }: TSESTree.CallExpression): Entry[] {
  const isStorage = /^(?:chrome|browser)\.storage\.\w+\.set$/.test(dottedName(callee) ?? '')
  if (!isStorage || entries?.type !== 'ObjectExpression') return []
  return namedProperties(entries).map(([name, { value }]) => ({
    name,
    value,
    where: "the extension's storage",
  }))
}

function isObjectStore(node: Node): boolean {
  const { callee } = node.type === 'CallExpression' ? node : { callee: undefined }
  return callee?.type === 'MemberExpression' && memberName(callee) === 'objectStore'
}

function storageIn(owner: string | undefined): string | undefined {
  const name = /^(?:(?:window|self|globalThis)\.)?(localStorage|sessionStorage|AsyncStorage)$/
  return name.exec(owner ?? '')?.[1]
}

function textIn(node: Node, sourceCode: SourceCode): string | undefined {
  return textsOf(node, sourceCode)[0]?.text
}

/** The name in `name=…` when something is given to it. */
function cookieName(node: Node): string | undefined {
  const start = startOf(unwrapped(node))
  const [, name, value] = /^\s*([\w.-]+)=(.*)/.exec(start?.text ?? '') ?? []
  const isRemoved = value !== undefined && /^(?:;|$)/.test(value) && start?.isWhole === true
  return isRemoved ? undefined : name
}

function startOf(node: Node): { text: string; isWhole: boolean } | undefined {
  if (node.type === 'BinaryExpression') {
    const start = startOf(node.left)
    return start && { ...start, isWhole: false }
  }
  if (node.type === 'TemplateLiteral') {
    return { text: node.quasis[0]!.value.raw, isWhole: node.expressions.length === 0 }
  }
  const isText = node.type === 'Literal' && typeof node.value === 'string'
  return isText ? { text: node.value, isWhole: true } : undefined
}

function isCredential(name: string, { names, allowByok }: Options): boolean {
  if (names.includes(name)) return true
  const words = wordsOf(name)
  const last = words[words.length - 1] ?? ''
  if (words.some((word) => harmless.has(word)) || judgeName(name) === 'publishable') return false
  if (last !== 'KEY') return credentials.has(last)
  const isApiKey = words.includes('API')
  if (isApiKey && allowByok) return false
  return isApiKey || words.some((word) => keyKinds.has(word))
}

/** What says yes or no, or how many, and is no credential whatever it is called. */
function isFlag(value: Node): boolean {
  const node = unwrapped(value)
  switch (node.type) {
    case 'Literal':
      return typeof node.value !== 'string' || /^(?:true|false|null|\d*|yes|no)$/.test(node.value)
    case 'UnaryExpression':
      return true
    case 'BinaryExpression':
      return node.operator !== '+'
    case 'CallExpression':
      return (
        dottedName(node.callee) === 'String' && !!node.arguments[0] && isFlag(node.arguments[0])
      )
    default:
      return false
  }
}

const credentials: ReadonlySet<string> = new Set(
  'TOKEN SECRET PASSWORD PASSWD PASSPHRASE JWT BEARER CREDENTIAL CREDENTIALS MNEMONIC'.split(' '),
)
const keyKinds: ReadonlySet<string> = new Set(
  'SECRET PRIVATE ACCESS AUTH ENCRYPTION MASTER'.split(' '),
)
const harmless: ReadonlySet<string> = new Set(
  'CSRF XSRF PUSH FCM DEVICE HAS IS SHOW HIDE DISMISSED REMEMBER NEXT PAGE CANCEL DESIGN'.split(
    ' ',
  ),
)
