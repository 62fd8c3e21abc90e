import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { linesOf } from '../git/log.ts'
import { prepareRepository } from '../prepare.ts'
import { reasonOf } from '../reason.ts'
import type { Request } from '../request.ts'
import { emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'
import { hookNames, isHookName, type HookName } from './hook-name.ts'
import { scanUpdates } from './hook-updates.ts'
import { scan as scanStaged } from './staged.ts'

type Hook = (request: Request) => Promise<Tally>

/** What git hands each of its hooks differs; what they look for does not. */
const hooks: Readonly<Record<HookName, Hook>> = {
  'pre-commit': async (request) => await scanStaged({ ...request, words: [] }),
  'commit-msg': scanMessage,
  'pre-push': scanPushed,
  'pre-receive': scanReceived,
  update: scanUpdated,
}

/** `keyward hook NAME`: does the work of a git hook. */
export async function scan(request: Request): Promise<Tally> {
  const [name = '', ...words] = request.words
  if (isHookName(name)) return await hooks[name]({ ...request, words })
  throw new UsageError(
    name === '' ? 'hook lacks the name of a hook.' : `Git's hook ${name} is not known here.`,
    `Write keyward hook ${hookNames.join('|')}.`,
  )
}

async function scanMessage({ words, values, surroundings }: Request): Promise<Tally> {
  const [file] = words
  if (file === undefined) {
    throw new UsageError('commit-msg lacks the file of the message.', 'Git gives it to the hook.')
  }
  const { job } = await prepareRepository(values, surroundings)
  const tally = emptyTally()
  tally.counts.files++
  const message = withoutDiff(readMessage(resolve(surroundings.cwd, file), file))
  createTextScanner(job, tally).scan(message, 'commit message')
  return tally
}

function readMessage(path: string, shown: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${shown}: ${reasonOf(error)}`, 'Name the file that git gave the hook.')
  }
}

/** `commit --verbose` shows its diff below the message, and what that takes out is no news. */
function withoutDiff(message: Buffer): Buffer {
  const scissors = /^. -{24} >8 -{24}\n. Do not modify or remove the line above\./m
  const cut = scissors.exec(message.toString('latin1'))
  return cut ? message.subarray(0, cut.index) : message
}

/** Git says of each name what it was on the other side, and what it is to be. */
async function scanPushed(request: Request): Promise<Tally> {
  const [remote = ''] = request.words
  const updates = await fieldsOfStdin(request)
  return await scanUpdates(
    updates.map(([, to = '', name = '', from = '']) => ({ name, from, to })),
    // What any branch of that side has is there already.
    [`--remotes=${remote.replace(/[*?[\\]/g, '\\$&')}`],
    request,
  )
}

async function scanReceived(request: Request): Promise<Tally> {
  const updates = await fieldsOfStdin(request)
  return await scanUpdates(
    updates.map(([from = '', to = '', name = '']) => ({ name, from, to })),
    ['--all'],
    request,
  )
}

async function scanUpdated(request: Request): Promise<Tally> {
  const [name = '', from = '', to = ''] = request.words
  return await scanUpdates([{ name, from, to }], ['--all'], request)
}

async function fieldsOfStdin({ surroundings }: Request): Promise<string[][]> {
  const parts: Uint8Array[] = []
  for await (const part of surroundings.stdin) parts.push(part)
  return linesOf(Buffer.concat(parts)).map((line) => line.split(' '))
}
