/** Where to go on: what the page before said in `next`. */
export interface PageRequest {
  readonly after?: string
  /** 50 when left out, 500 at most. */
  readonly limit?: number
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next?: string
}
