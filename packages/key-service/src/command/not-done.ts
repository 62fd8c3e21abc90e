/** The service was asked, and did not do it. */
export class NotDone extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'NotDone'
    this.remedy = remedy
  }
}
