import type { Context, Listeners } from './context.ts'
import { isMnemonic, mayNameCredential } from './credential-name.ts'
import { propertyName, unwrapped, type Node } from './expressions.ts'
import { textsOf, type Folded } from './fold.ts'
import { mention } from './mention.ts'
import { boundName, variableNameOf } from './replacement.ts'
import { secretArgumentsOf, wordsOfSignatures } from './signatures.ts'

/** A text in the place of a credential, where it is written, and what that place is called. */
export interface Suspect extends Folded {
  readonly called: string
  readonly variable: string
}

const mentionsSignature = mention(wordsOfSignatures)

/** Collects what calls are given that take a secret. */
export function argumentsInto(suspects: Suspect[], context: Context): Listeners {
  if (!mentionsSignature(context)) return {}
  function look(node: Parameters<typeof secretArgumentsOf>[0]): void {
    for (const { value, variable, called } of secretArgumentsOf(node)) {
      for (const folded of textsOf(value, context.sourceCode)) {
        suspects.push({ ...folded, called, variable })
      }
    }
  }
  return { CallExpression: look, NewExpression: look }
}

/**
 * Collects what credentials are called and given, where the text does not show it side by side:
 * arms of conditions, constants, what is put together. The scan of the text knows the rest.
 */
export function namedInto(suspects: Suspect[], context: Context): Listeners {
  function look(called: string | undefined, value: Node | null): void {
    if (called === undefined || value === null || !mayNameCredential(called)) return
    const bare = unwrapped(value)
    for (const folded of textsOf(bare, context.sourceCode)) {
      const isBeside = folded.node === bare && isWhole(bare)
      if (!isBeside || isMnemonic(called, folded.text))
        suspects.push({ ...folded, called, variable: variableNameOf(called, 'SECRET') })
    }
  }
  return {
    VariableDeclarator: ({ id, init }) =>
      look(id.type === 'Identifier' ? id.name : undefined, init),
    AssignmentExpression: ({ right }) => look(boundName(right), right),
    AssignmentPattern: ({ right }) => look(boundName(right), right),
    PropertyDefinition: ({ value }) => look(value ? boundName(value) : undefined, value),
    JSXAttribute: ({ value }) => look(value ? boundName(value) : undefined, value),
    TSEnumMember: ({ initializer }) =>
      look(initializer && boundName(initializer), initializer ?? null),
    Property(node) {
      if (node.parent.type === 'ObjectExpression') look(propertyName(node), node.value)
    },
  }
}

function isWhole(node: Node): boolean {
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.quasis.length === 1)
}
