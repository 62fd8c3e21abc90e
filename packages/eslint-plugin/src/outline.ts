import type { SourceCode } from './context.ts'
import { definitionOf, unwrapped, type Node } from './expressions.ts'

/** What stands for a part that is filled in when the program runs. */
export const hole = '${}'

const deepest = 8

/** The text of an expression as far as the file tells, with a hole for every part it does not. */
export function outlineOf(node: Node, source: SourceCode, depth = 0): string {
  const bare = unwrapped(node)
  if (depth > deepest) return hole
  function part(node: Node): string {
    return outlineOf(node, source, depth + 1)
  }
  switch (bare.type) {
    case 'Literal':
      return typeof bare.value === 'string' || typeof bare.value === 'number'
        ? String(bare.value)
        : hole
    case 'TemplateLiteral':
      return bare.quasis
        .map(({ value }, index) => {
          const expression = bare.expressions[index]
          return (value.cooked ?? '') + (expression ? part(expression) : '')
        })
        .join('')
    case 'BinaryExpression':
      return bare.operator === '+' ? part(bare.left) + part(bare.right) : hole
    case 'Identifier': {
      const binding = definitionOf(bare, source)
      const isConstant = binding?.kind === 'variable' && binding.id.type === 'Identifier'
      return isConstant ? part(binding.init) : hole
    }
    default:
      return hole
  }
}
