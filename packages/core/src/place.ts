/** What a text is called: a path with `/` between its parts, or another name such as `commit message`. */
export interface Place {
  readonly path: string
}
