/** Something that was not scanned, and why. */
export interface Problem {
  readonly path: string
  readonly reason: string
}
