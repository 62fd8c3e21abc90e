/** The person asked for what cannot be; printed without a stack. */
export class UsageError extends Error {
  /** What to do about it. */
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}

/** The service was asked, and did not do it. */
export class NotDone extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'NotDone'
    this.remedy = remedy
  }
}
