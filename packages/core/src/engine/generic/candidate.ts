/** What stands between a name and its value, or how they are tied. */
export type Operator =
  | '='
  | '=='
  | ':'
  | '=>'
  /** `("password", "…")` */
  | ','
  /** `setPassword("…")` */
  | '('
  /** `<password>…</password>` */
  | '>'
  /** `--password …`, `ENV PASSWORD …` */
  | ' '
  /** `"name": "password", "value": "…"` */
  | 'value'
  /** `password%3D…` */
  | '%3d'

/** A name and the value it is given, as bytes of a text. */
export interface Candidate {
  readonly nameStart: number
  readonly nameEnd: number
  readonly operator: Operator
  /** Where the value stands, without its quotes. */
  readonly start: number
  readonly end: number
  /** The quote around the value, or 0. */
  readonly quote: number
  /** Stood in a call: `Buffer.from("…")`. */
  readonly wrapped: boolean
  /** Stood behind `Bearer`, `Basic` and the like. */
  readonly scheme: boolean
  /** The quote that is open before the name, or 0; only asked for where it matters. */
  readonly inside: number
  readonly comment: boolean
}
