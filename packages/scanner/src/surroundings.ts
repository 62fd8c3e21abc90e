/** What the command line is given by the world; a test gives its own. */
export interface Surroundings {
  readonly cwd: string
  readonly environment: NodeJS.ProcessEnv
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: Stream
  readonly stderr: Stream
  readonly today: string
  readonly stopped: () => boolean
}

export interface Stream {
  readonly isTTY?: boolean
  write(text: string): unknown
}
