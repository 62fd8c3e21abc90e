/** A file that is written by a program, and its path from the repository's root. */
export interface Generated {
  readonly path: string
  readonly text: string
}
