import type { TSESTree } from '@typescript-eslint/utils'
import type { Context, Listeners } from './context.ts'
import type { Node } from './expressions.ts'
import { textsOf } from './fold.ts'
import { mention } from './mention.ts'

/** A text that stands nowhere in the file but is put together or decoded when it runs. */
export interface Piece {
  readonly text: string
  readonly node: Node
}

const shortestSecret = 12

/** Lists are joined everywhere, but few where they are written down. */
const putsTogether = mention([
  '].join(',
  "'.split(",
  '".split(',
  '`.split(',
  'reverse(',
  'concat(',
  'atob(',
  'Buffer.from(',
  'fromCharCode',
  'fromCodePoint',
])

/** Collects every sum, template and call whose text the file tells. */
export function piecesInto(pieces: Piece[], context: Context): Listeners {
  function keep(node: Node): void {
    for (const { text } of textsOf(node, context.sourceCode)) {
      if (text.length >= shortestSecret) pieces.push({ text, node })
    }
  }
  return {
    BinaryExpression(node) {
      const { operator, parent } = node
      const isWhole = parent.type !== 'BinaryExpression' || parent.operator !== '+'
      if (operator === '+' && isWhole) keep(node)
    },
    TemplateLiteral(node) {
      if (node.expressions.length > 0) keep(node)
    },
    ...(putsTogether(context)
      ? {
          CallExpression(node) {
            if (mayMakeText(node)) keep(node)
          },
        }
      : {}),
  }
}

/** Whether a call is of a kind that puts texts together or decodes them; few are. */
function mayMakeText({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'atob'
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const { name } = callee.property
  // Paths are joined everywhere.
  if (name === 'join') return callee.object.type !== 'Identifier'
  return makers.has(name)
}

const makers: ReadonlySet<string> = new Set([
  'atob',
  'concat',
  'fromCharCode',
  'fromCodePoint',
  'toString',
])
