/** What the command line is given by the world; a test gives its own. */
export interface Surroundings {
  readonly cwd: string
  readonly environment: NodeJS.ProcessEnv
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }
  readonly stdout: Stream
  readonly stderr: Stream
  readonly clock: () => number
  /** Resolves when the program is asked to end. */
  readonly ended: Promise<void>
}

export interface Stream {
  write(text: string): unknown
}

/** What a person asked for, and the world it was asked in. */
export interface Request {
  readonly words: readonly string[]
  readonly values: Readonly<Partial<Record<string, string>>>
  readonly surroundings: Surroundings
}
