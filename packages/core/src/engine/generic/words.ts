/** The words of a name, in lower case: `dbRootPassword2` is db, root, password, 2. */
export function wordsOf(name: string): readonly string[] {
  const words: string[] = []
  const lower = name.toLowerCase()
  let start = 0
  let before = other
  for (let at = 0; at <= name.length; at++) {
    const kind = kindOf(name.charCodeAt(at))
    if (!isSeam(before, kind, name, at)) {
      before = kind
      continue
    }
    if (before !== other) words.push(lower.slice(start, at))
    start = at
    before = kind
  }
  return words
}

const other = 0
const lowerCase = 1
const upperCase = 2
const numeral = 3

/** Does a word end, or begin, before `at`? */
function isSeam(before: number, kind: number, name: string, at: number): boolean {
  if (before === other || kind === other) return before !== kind
  if (before === lowerCase) return kind !== lowerCase
  if (before === numeral) return kind === upperCase
  if (kind === numeral) return true
  // `APIKey`: the last capital belongs to what follows.
  return kind === upperCase && kindOf(name.charCodeAt(at + 1)) === lowerCase
}

function kindOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return lowerCase
  if (code >= 0x41 && code <= 0x5a) return upperCase
  return code >= 0x30 && code <= 0x39 ? numeral : other
}
