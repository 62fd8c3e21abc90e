import type { TSESTree } from '@typescript-eslint/utils'
import { rootOf, type Context } from './context.ts'
import type { Node } from './expressions.ts'

/** The innermost expression around a place in a text, where the text is JavaScript. */
export function nodeAt(context: Context, place: number): Node | undefined {
  const { sourceCode } = context
  // Other languages have trees of their own, and oxlint may have none for a place.
  if (rootOf(context) !== 'Program' || !('getNodeByRangeIndex' in sourceCode)) return undefined
  const node = sourceCode.getNodeByRangeIndex(place)
  return (node?.type === 'TemplateElement' ? node.parent : node) ?? undefined
}

/** The comment around a place in a text; other languages than JavaScript do not tell theirs. */
export function commentAt({ sourceCode }: Context, place: number): TSESTree.Comment | undefined {
  if (!('getAllComments' in sourceCode)) return undefined
  return sourceCode
    .getAllComments()
    .find(({ range: [start, end] }) => start <= place && place < end)
}
