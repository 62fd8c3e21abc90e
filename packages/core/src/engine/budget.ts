/** What one text may cost; what goes beyond becomes a problem of the scan, never a hang. */
export interface Budget {
  /** How often a pattern may be tried for each byte read, and in a small text at least. */
  readonly triesPerByte: number
  readonly leastTries: number
  readonly candidates: number
  /** How many values may be weighed by what surrounds them, for each byte and at least. */
  readonly weighedPerByte: number
  readonly leastWeighed: number
  /** How many encodings deep a secret is looked for. */
  readonly depth: number
  /** Decoded bytes for each byte read, and in a small text at least. */
  readonly decodedPerByte: number
  readonly leastDecoded: number
}

export const defaultBudget: Budget = {
  triesPerByte: 2,
  leastTries: 100_000,
  candidates: 10_000,
  weighedPerByte: 1 / 256,
  leastWeighed: 4_000,
  depth: 4,
  decodedPerByte: 4,
  leastDecoded: 65_536,
}
