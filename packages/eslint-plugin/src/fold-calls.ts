import type { TSESTree } from '@typescript-eslint/utils'
import { dottedName, memberName, unwrapped, type Node } from './expressions.ts'

/** How the parts of a call are read. */
interface Reader {
  readonly text: (node: Node) => string | undefined
  readonly texts: (node: Node) => readonly string[] | undefined
}

/** What a call answers that only puts texts together or decodes them. */
export function calledText(node: TSESTree.CallExpression, read: Reader): string | undefined {
  const callee = unwrapped(node.callee)
  if (callee.type === 'Identifier' || callee.type === 'MemberExpression') {
    const whole = plain.get(dottedName(callee)?.replace(/^(?:window|globalThis|self)\./, '') ?? '')
    if (whole) return whole(node.arguments, read)
  }
  if (callee.type !== 'MemberExpression') return undefined
  const method = methods.get(memberName(callee) ?? '')
  return method?.(callee.object, node.arguments, read)
}

type Call = (given: readonly Node[], read: Reader) => string | undefined
type Method = (on: Node, given: readonly Node[], read: Reader) => string | undefined

const plain: ReadonlyMap<string, Call> = new Map(
  Object.entries<Call>({
    atob: ([text], read) => decoded(text && read.text(text), 'base64'),
    btoa: ([text], read) => encoded(text && read.text(text)),
    String: ([text], read) => text && read.text(text),
    decodeURIComponent: ([text], read) => unescaped(text && read.text(text)),
    'String.fromCharCode': (codes) => characters(codes),
    'String.fromCodePoint': (codes) => characters(codes),
  }),
)

const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries<Method>({
    join: (on, [separator], read) => {
      const between = separator === undefined ? ',' : read.text(separator)
      return between === undefined ? undefined : listText(on, read)?.join(between)
    },
    concat: (on, given, read) => {
      const texts = [on, ...given].map((part) => read.text(part))
      return texts.includes(undefined) ? undefined : texts.join('')
    },
    trim: (on, _, read) => read.text(on)?.trim(),
    toString: (on: Node, _: readonly Node[], read: Reader) => buffered(on, read) ?? read.text(on),
  }),
)

/** An array, or one turned around: `'…'.split('').reverse()`. */
function listText(node: Node, read: Reader): readonly string[] | undefined {
  const bare = unwrapped(node)
  if (bare.type !== 'CallExpression' || bare.callee.type !== 'MemberExpression') {
    return read.texts(bare)
  }
  const { object } = bare.callee
  const name = memberName(bare.callee)
  if (name === 'reverse') return listText(object, read)?.toReversed()
  if (name !== 'split') return undefined
  const [separator] = bare.arguments
  const between = separator && read.text(separator)
  return between === undefined ? undefined : read.text(object)?.split(between)
}

/** `Buffer.from('…', 'base64')`, which `toString` makes a text. */
function buffered(node: Node, read: Reader): string | undefined {
  const bare = unwrapped(node)
  if (bare.type !== 'CallExpression' || dottedName(bare.callee) !== 'Buffer.from') return undefined
  const [text, encoding] = bare.arguments
  const content = text && read.text(text)
  const name = encoding ? read.text(encoding) : 'utf8'
  return name === 'utf8' || name === 'utf-8' ? content : decoded(content, name)
}

function decoded(text: string | undefined, encoding: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (encoding === 'hex') {
    if (!/^(?:[\da-f]{2})+$/i.test(text)) return undefined
    const pairs = text.match(/../g) ?? []
    return pairs.map((pair) => String.fromCharCode(parseInt(pair, 16))).join('')
  }
  if (encoding !== 'base64' && encoding !== 'base64url') return undefined
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[\s=]+/g, '')
  if (!/^[A-Za-z\d+/]+$/.test(digits) || digits.length % 4 === 1) return undefined
  return atob(digits)
}

/** Only what `btoa` takes. */
function encoded(text: string | undefined): string | undefined {
  return text !== undefined && /^[\0-\xff]*$/.test(text) ? btoa(text) : undefined
}

function unescaped(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return /%(?![\da-f]{2})|%[89a-f]/i.test(text) ? undefined : decodeURIComponent(text)
}

function characters(codes: readonly Node[]): string | undefined {
  const numbers = codes.map((code) => (code.type === 'Literal' ? code.value : undefined))
  const isText = numbers.every((code) => typeof code === 'number' && code >= 0 && code <= 0x10ffff)
  return isText && numbers.length > 0 ? String.fromCodePoint(...(numbers as number[])) : undefined
}
