import type { TSESTree } from '@typescript-eslint/utils'
import type { Context } from './context.ts'
import { publicName, soundsSecret, type NameWords } from './env-names.ts'
import type { EnvRead } from './env-reads.ts'
import { variableOf } from './expressions.ts'
import { mention } from './mention.ts'
import { isServerPlace } from './server-place.ts'
import { runsInBrowser } from './side.ts'

const mentionsEnv = mention(['env', 'RuntimeConfig', 'getSecret'])

/** Whether a file can hold anything of a server's, asked before anything dear. */
export function mayNeedServer(context: Context, own: readonly string[]): boolean {
  // Its parser hides imports one level down.
  if (mentionsEnv(context) || context.filename.endsWith('.svelte')) return true
  return context.sourceCode.ast.body.some(
    (node) => node.type === 'ImportDeclaration' && isServerPackage(node.source.value, own),
  )
}

export function isServerPackage(name: string, own: readonly string[]): boolean {
  // Most imports are of neighbours, of which few are for servers.
  const mayBe = !name.startsWith('.') || name.includes('.server')
  return (mayBe && serverPackages.test(name)) || own.includes(name)
}

/** A module that is private as a whole gives away nothing by its names. */
export function isOfServer(read: EnvRead, prefixes: readonly string[], words: NameWords): boolean {
  if (read.reach === 'public') return false
  if (read.reach === 'private' && !read.spelling.endsWith(')')) return true
  return publicName(read.name, prefixes) === undefined && soundsSecret(read.name, words)
}

/** Bundlers leave out an import that serves types, or what only the server runs. */
export function isUsedInBrowser(node: TSESTree.ImportDeclaration, context: Context): boolean {
  if (node.importKind === 'type') return false
  if (node.specifiers.length === 0) return runsInBrowser(context, node)
  return node.specifiers.some((specifier) => {
    if (specifier.type === 'ImportSpecifier') {
      if (specifier.importKind === 'type') return false
      const isEnumeration = node.source.value === '@prisma/client'
      if (isEnumeration && specifier.local.name !== 'PrismaClient') return false
    }
    const references = variableOf(specifier.local, context.sourceCode)?.references ?? []
    // Markup is another tree, or none.
    if (references.length === 0) return /\.(?:vue|svelte|astro)$/.test(context.filename)
    return references.some(
      (reference) => !reference.isTypeReference && !isServerPlace(reference.identifier),
    )
  })
}

/** Packages, and modules by their names, that work with credentials. */
const serverPackages =
  /^(?:firebase-admin(?:\/.+)?|pg|mysql2?(?:\/promise)?|mongodb|mongoose|ioredis|redis|nodemailer|@aws-sdk\/client-(?:secrets-manager|ssm|ses|dynamodb|s3|sts)|@prisma\/client|jsonwebtoken|bcrypt|argon2|passport(?:-.+)?|express|@sendgrid\/mail|twilio|resend|stripe|@google-cloud\/.+|@azure\/keyvault-secrets|node-vault|knex|sequelize|typeorm|ssh2|@octokit\/auth-app|plaid|googleapis|google-auth-library|@slack\/(?:web-api|bolt)|next\/headers|server-only|\$lib\/server\/.+|.+\.server(?:\.[jt]sx?)?)$/
