/** What the command line is given by the world. */
export interface Surroundings {
  readonly cwd: string
  readonly environment: NodeJS.ProcessEnv
  /** Who is at the machine. */
  readonly user: string
  readonly stdout: Stream
  readonly stderr: Stream
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Resolves when the person, or the machine, wants it to end; from here on that is our affair. */
  readonly untilStopped: () => Promise<void>
}

export interface Stream {
  readonly isTTY?: boolean
  write(text: string): unknown
}
