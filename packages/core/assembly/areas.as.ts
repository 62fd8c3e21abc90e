/** Where texts are brought that stand elsewhere; lists stand here, too. */
export const scratch: usize = 0x7a000
export const scratchSize: usize = 0x40000
/** The answer. */
export const output: usize = 0x1a000
/** Bytes that end a word: space and control characters, quotes, and the brackets of markup. */
export const ending: usize = 0x200
