import { existsSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { GitFailure, runGit, type Repository } from '../git/repository.ts'

/** Where git looks for the hooks of a repository. */
export interface HookFolder {
  readonly path: string
  readonly isBare: boolean
  /** Who else gets what is put there, as a sentence. */
  readonly note: string
}

export async function findHookFolder(repository: Repository): Promise<HookFolder> {
  const { root } = repository
  const answer = await runGit(root, 'rev-parse', '--is-bare-repository', '--git-path', 'hooks')
  const [bare = '', ...lines] = answer.toString('utf8').replace(/\n$/, '').split('\n')
  const path = resolve(root, lines.join('\n'))
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new UsageError(
      `Git's hooks are turned off here: core.hooksPath is ${path}, which is no folder.`,
      'Unset it first: git config --unset core.hooksPath.',
    )
  }
  return { path, isBare: bare === 'true', note: await noteOn(path, repository) }
}

async function noteOn(path: string, { root, commonDirectory }: Repository): Promise<string> {
  if (isInside(commonDirectory, path)) return ''
  if (isInside(root, path))
    return 'It is part of the work tree: others get it once it is committed.'
  const origin = await originOfHooksPath(root)
  if (origin === undefined || isInside(commonDirectory, resolve(root, origin))) return ''
  return `Other repositories look there, too: core.hooksPath comes from ${origin}.`
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(`${folder}${sep}`)
}

/** `/home/me/.gitconfig`, or `.git/config`. */
async function originOfHooksPath(root: string): Promise<string | undefined> {
  try {
    const told = await runGit(root, 'config', '--show-origin', '-z', '--get', 'core.hooksPath')
    return told
      .toString('utf8')
      .split('\0')[0]
      ?.replace(/^file:/, '')
  } catch (error) {
    if (error instanceof GitFailure) return undefined
    throw error
  }
}
