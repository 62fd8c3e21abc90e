/** The person asked for what cannot be; `main` prints it without a stack. */
export class UsageError extends Error {
  /** What to do about it. */
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}
