import type { Context } from './context.ts'
import { judgeName, publicName, soundsSecret, type NameWords } from './env-names.ts'
import { secretsWithin } from './env-secrets-within.ts'
import { constantText, unwrapped, type Node } from './expressions.ts'
import type { Entry } from './inlined-values.ts'

export interface Fault {
  readonly messageId: 'inlined' | 'whole'
  readonly name: string
}

/** What is wrong with putting an entry into shipped code, if anything is. */
export function faultOf(
  { name, value }: Entry,
  { sourceCode }: Context,
  words: NameWords,
): Fault | undefined {
  const [within] = value ? secretsWithin(value, sourceCode, words) : []
  if (within) return { messageId: within.isWhole ? 'whole' : 'inlined', name: within.name }
  if (name === undefined) {
    const isAll = value && constantText(value) === 'all'
    return isAll ? { messageId: 'whole', name: 'The environment' } : undefined
  }
  const variable = name.slice(name.lastIndexOf('.') + 1)
  const parts = publicName(variable)
  const isSecret = parts
    ? judgeName(parts.bare, words) === 'secret'
    : soundsSecret(variable, words) && isFilledIn(value)
  return isSecret ? { messageId: 'inlined', name: variable } : undefined
}

/** A variable of that name, or a default for one; a literal of some length is another rule's. */
function isFilledIn(value: Node | undefined): boolean {
  if (!value) return true
  const node = unwrapped(value)
  if (node.type === 'Literal') return node.value === '' || node.value === null
  return node.type === 'Identifier' ? node.name === 'undefined' : false
}
