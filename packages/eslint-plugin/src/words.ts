const numbers = new Map<string, number>()

/** What a word that some rule wants to know of is called where all are told of at once. */
export function numberOfWord(word: string): number {
  const number = numbers.get(word) ?? numbers.size
  numbers.set(word, number)
  return number
}

export function wordsDeclared(): readonly string[] {
  return [...numbers.keys()]
}
