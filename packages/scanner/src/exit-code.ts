/** What the command line answers with; see the table in the README. */
export const exitCode = {
  clean: 0,
  found: 1,
  /** A bad flag or setting, nothing scanned, something unreadable, a crash: do not trust this run. */
  untrusted: 2,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
