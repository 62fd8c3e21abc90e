#!/usr/bin/env node
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { run } from './command/run.ts'

// Whoever reads our output may stop reading: that is no fault of ours.
process.stdout.on('error', () => undefined)

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  user: userName(),
  stdout: process.stdout,
  stderr: process.stderr,
  clock: () => Date.now(),
  random: randomBytes,
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    }),
})

/** A container may run as somebody who has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim()
  }
}
