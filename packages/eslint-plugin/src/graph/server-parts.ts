import { serverExports } from '../server-place.ts'

const exported = new RegExp(
  `\\bexport\\s+(?:async\\s+)?(?:function\\s*\\*?|const|let|var)\\s+(?:${[...serverExports].join('|')})\\b`,
  'g',
)

/** A text without what it exports for the server alone: bundlers take that out, and its imports. */
export function withoutServerParts(text: string): string {
  const cuts = [...text.matchAll(exported)].map(({ index }) => [index, endOf(text, index)] as const)
  return cuts.reduceRight(
    (rest, [start, end]) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  )
}

/** Behind a declaration: where its brackets are closed, and its line or its block has ended. */
function endOf(text: string, start: number): number {
  let depth = 0
  let isOpened = false
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '"' || character === "'" || character === '`') {
      at = behindQuote(text, at)
    } else if ('([{'.includes(character)) {
      depth++
      isOpened = true
    } else if (')]}'.includes(character)) {
      depth--
      if (depth === 0 && character === '}' && isAtEnd(text, at + 1)) return at + 1
    } else if (depth === 0 && isOpened && (character === '\n' || character === ';')) {
      if (!goesOn(text, at + 1)) return at
    }
  }
  return text.length
}

function behindQuote(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote || (text[at] === '\n' && quote !== '`')) return at
  }
  return text.length
}

/** `}` ends a function; `}) => {` and `} satisfies …` do not. */
function isAtEnd(text: string, at: number): boolean {
  return /^[ \t]*(?:;|\r?\n|$)/.test(text.slice(at, at + 80))
}

function goesOn(text: string, at: number): boolean {
  return /^\s*(?:=>|[.{(?:&|])/.test(text.slice(at, at + 80))
}
