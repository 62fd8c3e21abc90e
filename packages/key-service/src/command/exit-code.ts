/** What the command line answers with. */
export const exitCode = {
  done: 0,
  /** There is no such key, its state does not allow it, or the audit is broken. */
  notDone: 1,
  /** A bad flag or setting, no access, a store or a service that cannot be used, a crash. */
  untrusted: 2,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
