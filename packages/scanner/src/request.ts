import type { CommandLine } from './flags.ts'
import type { Surroundings } from './surroundings.ts'

/** What a person asked for, and the world it was asked in. */
export interface Request extends CommandLine {
  readonly surroundings: Surroundings
}
