import { existsSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isMainThread, type Worker } from 'node:worker_threads'
import { filesWorthAThread, startThread } from './thread.ts'

/**
 * A thread takes longer to start than all else that comes before a scan of files. So where one looks
 * likely, this is done first of all, before the rest of the program is even evaluated.
 */
export const earlyThread: Worker | undefined = isMainThread
  ? start(process.argv.slice(2))
  : undefined

function start(args: readonly string[]): Worker | undefined {
  const words = args.filter((argument) => !argument.startsWith('-'))
  const isAsked = args.some((argument) => /^(?:-h|-v|--help|--version)$/.test(argument))
  if (isAsked || availableParallelism() < 2) return undefined
  if (!(words.length > 0 ? words : ['.']).some((word) => isLargeUnknown(word))) return undefined
  const thread = startThread({ work: 'files' })
  // Nobody may want it after all.
  thread?.unref()
  return thread
}

/** Whether a folder is a repository of many files, none of them known from an earlier scan. */
function isLargeUnknown(folder: string): boolean {
  const directory = join(folder, '.git')
  const index = join(directory, 'index')
  if (!existsSync(index) || statSync(index).size / 100 <= filesWorthAThread) return false
  return !existsSync(join(directory, 'keyward', 'clean-files'))
}
