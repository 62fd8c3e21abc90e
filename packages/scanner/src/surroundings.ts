import type { Worker } from 'node:worker_threads'

/** What the command line is given by the world; a test gives its own. */
export interface Surroundings {
  readonly cwd: string
  readonly environment: NodeJS.ProcessEnv
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }
  readonly stdout: Stream
  readonly stderr: Stream
  readonly today: string
  readonly stopped: () => boolean
  /** What this is run by, and from. */
  readonly program: { readonly node: string; readonly file: string }
  /** Started before anything was known of the work. */
  readonly earlyThread?: Worker | undefined
}

export interface Stream {
  readonly isTTY?: boolean
  write(text: string): unknown
}
