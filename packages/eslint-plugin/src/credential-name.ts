/** Whether a name may be that of a credential; the detector decides, but need not be asked of all. */
export function mayNameCredential(name: string): boolean {
  return credential.test(name)
}

const credential =
  /pass(?:w|phrase|code)|pwd|secret|token|credential|mnemonic|(?:seed|recovery)_?phrase|(?:api|access|private|auth|sign(?:ing)?|encrypt(?:ion)?|master|service|admin)[_-]?key/i

/** Whether a text is the words that a wallet is made from again. */
export function isMnemonic(name: string, text: string): boolean {
  if (!/mnemonic|(?:seed|recovery)_?phrase/i.test(name)) return false
  const words = text.trim().split(/\s+/)
  const isOfWords = words.every((word) => /^[a-z]{3,8}$/.test(word))
  // Wallets for trying out repeat one word.
  return isOfWords && words.length % 3 === 0 && words.length >= 12 && new Set(words).size > 6
}
