/** Where texts are brought that stand elsewhere; lists stand here, too. */
export const scratch: usize = 0x7a000
export const scratchSize: usize = 0x40000
