import type { Context } from './context.ts'
import { pathOf } from './place.ts'

export interface NameInText {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Whether a file is written in a language that names variables and does not read them. */
export function isText(context: Context): boolean {
  const path = pathOf(context)
  if (!/\.(?:ya?ml|toml|json[c5]?|html?|css|mdx?|env(?:\.\w+)?|properties)$/.test(path))
    return false
  // Of a page, ESLint may be given the scripts alone.
  return !/\.html?$/.test(path) || firstStatement(context)?.type === 'Document'
}

/** The names with a public prefix in such a text, those in comments left out. */
export function namesInText(context: Context, prefixes: readonly string[]): NameInText[] {
  const path = pathOf(context)
  if (/\.(?:mdx?|css)$/.test(path) || prefixes.length === 0) return []
  const { text } = context.sourceCode
  const isPage = /\.html?$/.test(path)
  const starts = prefixes.map((prefix) => prefix.replace(/\W/g, '\\$&')).join('|')
  const name = `(?:${starts})[A-Z0-9_]+`
  const pattern = isPage
    ? new RegExp(`(?<=%|import\\.meta\\.env\\.|process\\.env\\.)${name}`, 'g')
    : new RegExp(`(?<![\\w$])${name}(?!\\w)`, 'g')
  return Array.from(text.matchAll(pattern), (found) => ({
    name: found[0],
    start: found.index,
    end: found.index + found[0].length,
  })).filter(({ start }) => isPage || !isInComment(text, start))
}

function isInComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index)
  return /^\s*(?:#|\/\/|\/\*|\*)|\s#\s|\s\/\/\s/.test(line)
}

function firstStatement({ sourceCode }: Context): { type: string } | undefined {
  const { body } = sourceCode.ast as { body?: readonly { type: string }[] }
  return body?.[0]
}
