import type { Context } from './context.ts'
import { reachesCredentialSink } from './credential-sink.ts'
import { judgeName, publicName, publicPrefixes, type NameWords } from './env-names.ts'
import type { EnvRead } from './env-reads.ts'
import { mention } from './mention.ts'
import { settingsOf } from './settings.ts'

export interface PublicNames extends NameWords {
  /** Instead of all that are known. */
  readonly prefixes?: readonly string[]
}

/** A secret under a name that puts it into shipped code. */
export interface PublicSecret {
  readonly name: string
  readonly prefix: string
  /** What it is to be called on the server. */
  readonly bare: string
  readonly ships: string
}

const mentionsPublic = mention([
  ...publicPrefixes.filter((prefix) => !prefix.endsWith('_PUBLIC_')),
  ...['env/static/public', 'env/dynamic/public', 'app/env/public', 'astro:env', 'envField'],
  ...['defineEnvVars', 'RuntimeConfig', 'react-native-config', '@env', '.extra', '/environment'],
])

/** Whether a file can hold a public name, asked before anything dear. */
export function mayBePublic(context: Context, { prefixes = [] }: PublicNames): boolean {
  if (mentionsPublic(context)) return true
  // Those of a project are not known while rules load.
  const { text } = context.sourceCode
  const own = [...prefixes, ...settingsOf(context).publicPrefixes]
  return own.some((prefix) => text.includes(prefix))
}

/** Judges a name alone: a secret when its words leave no doubt. */
export function publicSecretNamed(
  name: string,
  context: Context,
  names: PublicNames = {},
): PublicSecret | undefined {
  const parts = publicName(name, prefixesOf(context, names))
  return parts && judgeName(parts.bare, names) === 'secret' ? { name, ...parts } : undefined
}

/** Judges a name that is declared to be public, whatever it begins with. */
export function publicSecretDeclared(
  name: string,
  ships: string,
  context: Context,
  names: PublicNames = {},
): PublicSecret | undefined {
  const named = publicSecretNamed(name, context, names)
  if (named) return named
  return judgeName(name, names) === 'secret' ? { name, prefix: '', bare: name, ships } : undefined
}

/** Judges a name that is read: one in doubt is a secret when it is used as a credential. */
export function publicSecretRead(
  { name, node, reach, spelling }: EnvRead,
  context: Context,
  names: PublicNames = {},
): PublicSecret | undefined {
  if (reach === 'private') return undefined
  const parts =
    publicName(name, prefixesOf(context, names)) ??
    (reach === 'public' ? { prefix: '', bare: name, ships: spelling } : undefined)
  if (!parts) return undefined
  const verdict = judgeName(parts.bare, names)
  const isSecret =
    verdict === 'secret' ||
    (verdict === 'ambiguous' && reachesCredentialSink(valueOf(node), context.sourceCode))
  return isSecret ? { name, ...parts } : undefined
}

export function prefixesOf(context: Context, { prefixes }: PublicNames): readonly string[] {
  const own = settingsOf(context).publicPrefixes
  const known = prefixes && prefixes.length > 0 ? prefixes : publicPrefixes
  return own.length === 0 ? known : [...own, ...known]
}

/** In a pattern and in an import the value is what the name is bound to. */
function valueOf(node: EnvRead['node']): EnvRead['node'] {
  if (node.type === 'Property') {
    return node.value.type === 'AssignmentPattern' ? node.value.left : node.value
  }
  return node.type === 'ImportSpecifier' ? node.local : node
}
