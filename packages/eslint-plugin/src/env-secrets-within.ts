import type { SourceCode } from './context.ts'
import { publicName, soundsSecret, type NameWords } from './env-names.ts'
import { environmentOf, envReadsBehind, type EnvRead } from './env-reads.ts'
import { definitionOf, dottedName, unwrapped, type Node } from './expressions.ts'

/** A secret variable, or a whole environment, and the node through which it is handed over. */
export interface Handed {
  readonly name: string
  readonly isWhole: boolean
  readonly node: Node
}

/**
 * The secret variables in a value that is handed over, by a constant at most. What is computed with
 * a secret is none: a response, a signature, whether it is there.
 */
export function secretsWithin(
  expression: Node,
  sourceCode: SourceCode,
  words: NameWords = {},
  hops = 1,
): Handed[] {
  const node = unwrapped(expression)
  function within(...some: readonly (Node | null)[]): Handed[] {
    return some.flatMap((one) => (one ? secretsWithin(one, sourceCode, words, hops) : []))
  }

  const whole = environmentOf(node, sourceCode)
  if (whole?.reach === 'named' && holdsAll.has(whole.spelling)) {
    return [{ name: whole.spelling, isWhole: true, node }]
  }
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) =>
        within(property.type === 'SpreadElement' ? property.argument : property.value),
      )
    case 'ArrayExpression':
      return within(...node.elements)
    case 'SpreadElement':
      return within(node.argument)
    case 'ConditionalExpression':
      return within(node.consequent, node.alternate)
    case 'LogicalExpression':
      return node.operator === '&&' ? within(node.right) : within(node.left, node.right)
    case 'CallExpression':
      if (passOn.has(dottedName(node.callee) ?? '')) return within(...node.arguments)
      break
    case 'Identifier': {
      const binding = hops > 0 ? definitionOf(node, sourceCode) : undefined
      const isObject = binding?.kind === 'variable' && binding.id.type === 'Identifier'
      if (isObject && unwrapped(binding.init).type === 'ObjectExpression') {
        return secretsWithin(binding.init, sourceCode, words, hops - 1).map((handed) => ({
          ...handed,
          node,
        }))
      }
      break
    }
    default:
  }
  return envReadsBehind(node, sourceCode)
    .filter((read) => isSecret(read, words))
    .map(({ name }) => ({ name, isWhole: false, node }))
}

function isSecret({ name, reach }: EnvRead, words: NameWords): boolean {
  return reach !== 'public' && publicName(name) === undefined && soundsSecret(name, words)
}

const holdsAll: ReadonlySet<string> = new Set([
  'process.env',
  'globalThis.process.env',
  'node:process',
  'process',
  'Bun.env',
  "loadEnv(…, '')",
])
const passOn: ReadonlySet<string> = new Set([
  'JSON.stringify',
  'Object.freeze',
  'Object.assign',
  'Object.fromEntries',
  'Promise.resolve',
  'String',
])
