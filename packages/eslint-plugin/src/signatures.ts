import type { TSESTree } from '@typescript-eslint/utils'
import { dottedName, propertyName, unwrapped, type Node } from './expressions.ts'

/** An expression in a place where only a secret may stand, and what that place is called. */
export interface SecretArgument {
  readonly value: Node
  readonly called: string
  readonly variable: string
}

/** A call that takes a secret: as an argument, or as a property of an argument. */
interface Signature {
  readonly call: RegExp
  readonly argument: number
  readonly path?: string
  readonly variable: string
}

const cipher = { argument: 1, variable: 'ENCRYPTION_KEY' }
const login = { argument: 0, path: 'password', variable: 'DATABASE_PASSWORD' }

const signatures: readonly Signature[] = [
  {
    call: /(?:^|\.)(?:jwt|jsonwebtoken|JWT)\.(?:sign|verify)$/,
    argument: 1,
    variable: 'JWT_SECRET',
  },
  { call: /(?:^|\.)createHmac$/, argument: 1, variable: 'HMAC_KEY' },
  { call: /(?:^|\.)create(?:C|Dec)ipher(?:iv)?$/, ...cipher },
  { call: /^CryptoJS\.(?:AES|DES|TripleDES|Rabbit|RC4)\.(?:en|de)crypt$/, ...cipher },
  { call: /^CryptoJS\.Hmac\w+$/, argument: 1, variable: 'HMAC_KEY' },
  { call: /^(?:expressS|s)ession$/, argument: 0, path: 'secret', variable: 'SESSION_SECRET' },
  { call: /^cookieSession$/, argument: 0, path: 'secret', variable: 'SESSION_SECRET' },
  { call: /^cookieSession$/, argument: 0, path: 'keys', variable: 'SESSION_SECRET' },
  { call: /^cookieParser$/, argument: 0, variable: 'COOKIE_SECRET' },
  { call: /^expressJwt$/, argument: 0, path: 'secret', variable: 'JWT_SECRET' },
  { call: /(?:^|\.)create(?:Pool|Connection)$/, ...login },
  { call: /^(?:pg\.)?(?:Pool|Client)$/, ...login },
  { call: /^Sequelize$/, argument: 2, variable: 'DATABASE_PASSWORD' },
  { call: /(?:^|\.)createTransport$/, argument: 0, path: 'auth.pass', variable: 'SMTP_PASSWORD' },
]

/** Asked of every call in sight, nearly all of which are of no kind above. */
const anyCall = new RegExp(signatures.map(({ call }) => call.source).join('|'))

/** Words without one of which a file holds none of these calls. */
export const wordsOfSignatures: readonly string[] = [
  'jwt',
  'jsonwebtoken',
  'createHmac',
  'cipher',
  'CryptoJS',
  'session',
  'cookieParser',
  'createPool',
  'createConnection',
  'Pool(',
  'Client(',
  'Sequelize',
  'createTransport',
]

export function secretArgumentsOf(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
): readonly SecretArgument[] {
  const name = dottedName(node.callee)
  if (name === undefined || !anyCall.test(name)) return []
  return signatures.flatMap(({ call, argument, path, variable }) => {
    const given = node.arguments[argument]
    if (given === undefined || !call.test(name)) return []
    const value = path === undefined ? given : path.split('.').reduce(propertyOf, given)
    if (value === undefined) return []
    const bare = unwrapped(value)
    // Secrets are given in lists so that they can be replaced one after the other.
    const values =
      bare.type === 'ArrayExpression' ? bare.elements.filter((one) => one !== null) : [bare]
    return values.map((value) => ({ value, called: name, variable }))
  })
}

function propertyOf(node: Node | undefined, name: string): Node | undefined {
  const object = node && unwrapped(node)
  if (object?.type !== 'ObjectExpression') return undefined
  const property = object.properties.find(
    (property) => property.type === 'Property' && propertyName(property) === name,
  )
  return property?.type === 'Property' ? property.value : undefined
}
