/** Where a file says its source map is, in bytes of the file. */
export interface MapReference {
  readonly url: string
  readonly start: number
  readonly end: number
  /** Speaks for the whole file, and not for a part of it that is evaluated by itself. */
  readonly isLast: boolean
}

/** Quotes and a backslash end what stands in a string of the program. */
const reference = /[#@][ \t]{1,4}sourceMappingURL=(?<url>[^\s'"`\\*<]+)/g
const aside = /\s+|\*\/|\/\/[^\r\n]*|\/\*[^]*?\*\//y
const longestTail = 2000

/** Every comment of a built file that names a source map. */
export function mapReferencesIn(bytes: Buffer): MapReference[] {
  if (!bytes.includes('sourceMappingURL=')) return []
  // One character a byte, so that offsets are bytes.
  const text = bytes.toString('latin1')
  return [...text.matchAll(reference)].map((match) => {
    const raw = match.groups?.['url'] ?? ''
    const end = match.index + match[0].length
    const isLast = text.length - end < longestTail && isOnlyComments(text.slice(end))
    return { url: Buffer.from(raw, 'latin1').toString(), start: end - raw.length, end, isLast }
  })
}

/** One after the other, so that no text can make it try every way to read comments. */
function isOnlyComments(text: string): boolean {
  let end = 0
  while (end < text.length) {
    aside.lastIndex = end
    const match = aside.exec(text)
    if (!match) return false
    end += match[0].length
  }
  return true
}

/** The text of a `data:` URL; nothing where it is another address, or no such URL after all. */
export function inlineText(url: string): string | undefined {
  const parts = /^data:(?<type>[^,]{0,200}),(?<body>.*)$/s.exec(url)?.groups
  if (!parts) return undefined
  const body = parts['body'] ?? ''
  if (parts['type']?.endsWith(';base64')) return Buffer.from(body, 'base64').toString()
  try {
    return decodeURIComponent(body)
  } catch {
    return undefined
  }
}
