/** What a text is called: a path with `/` between its parts, or another name such as `commit message`. */
export interface Place {
  readonly path: string
}

/** Stands for every place at once: what is found in a text at any of them is found here. */
export const anywhere: Place = { path: '' }
