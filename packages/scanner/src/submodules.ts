import { existsSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'
import type { Entry } from '@keyward/core'
import { createPathFilter, UsageError } from '@keyward/core/settings'
import { findSettings } from './config/settings-file.ts'
import {
  environmentOf,
  fieldsOf,
  findRepository,
  runGit,
  type Repository,
} from './git/repository.ts'
import type { Request } from './request.ts'
import { addTally, type Tally } from './tally.ts'

type Source = (request: Request) => Promise<Tally>

/**
 * With `--submodules`, what a source of files finds in the repositories inside of this one, too.
 * Each is what it is: a repository of its own, with its own settings.
 */
export function filesOfSubmodules(source: Source): Source {
  return withSubmodules(source, async (request, folder) => {
    return await source({ ...request, words: [folder] })
  })
}

/** The same for a source that asks git of the repository it runs in. */
export function textsOfSubmodules(source: Source): Source {
  const scan = withSubmodules(source, async ({ values, surroundings }, folder) => {
    const environment = environmentOf(folder, surroundings.environment)
    const inside = { ...surroundings, cwd: folder, environment }
    const tally = await source({ words: [], values, surroundings: inside })
    return placed(tally, relative(surroundings.cwd, folder).replaceAll(sep, '/'))
  })
  return async (request) => {
    refuseRange(request)
    return await scan(request)
  }
}

function refuseRange({ words, values }: Request): void {
  const ranges = [words[0], values.ci, values['since-last-tag']]
  if (values.submodules === undefined || ranges.every((range) => range === undefined)) return
  throw new UsageError(
    '--submodules takes no range, for commits of this repository are none of theirs.',
    'Leave one of them out, or run it inside of the submodule.',
  )
}

function withSubmodules(
  source: Source,
  enter: (request: Request, folder: string) => Promise<Tally>,
): Source {
  return async (request) => {
    const { values, surroundings } = request
    const sum = await source(request)
    if (values.submodules === undefined) return sum
    for (const folder of await submodulesFor(request)) {
      if (surroundings.stopped()) break
      addTally(sum, await enter(request, folder))
      sum.counts.submodules = Math.max(0, sum.counts.submodules - 1)
    }
    return sum
  }
}

/** Those that are checked out in what is asked for, and those inside of them. */
async function submodulesFor({ words, values, surroundings }: Request): Promise<string[]> {
  const { cwd } = surroundings
  const asked = words.length > 0 ? words.map((word) => resolve(cwd, word)) : [cwd]
  const repositories = asked.map((path) => findRepository(path))
  const found = new Set<string>()
  for (const [index, repository] of repositories.entries()) {
    if (!repository) continue
    const within = words.length > 0 ? (asked[index] ?? '') : repository.root
    const folders = await submodulesOf(repository, values.config)
    for (const folder of folders) if (isInside(within, folder)) found.add(folder)
  }
  return [...found]
}

async function submodulesOf(repository: Repository, config: string | undefined): Promise<string[]> {
  const { root } = repository
  const included = createPathFilter(findSettings(root, config).settings.paths)
  const entries = fieldsOf(await runGit(root, 'ls-files', '--stage', '-z'))
  const folders = entries
    .flatMap((entry) => /^160000 \w+ \d\t(.*)$/s.exec(entry)?.[1] ?? [])
    .filter((path) => included(path) && included(`${path}/.git`))
    .map((path) => join(root, path))
  const found: string[] = []
  for (const folder of folders) {
    // What is not checked out is an empty folder, and belongs to this repository.
    const inner = existsSync(join(folder, '.git')) ? findRepository(folder) : undefined
    if (inner) found.push(folder, ...(await submodulesOf(inner, config)))
  }
  return found
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

function placed(tally: Tally, before: string): Tally {
  const { entries, problems, suppressions, counts } = tally
  return {
    entries: entries.map((entry) => entryBelow(before, entry)),
    problems: problems.map((problem) => below(before, problem)),
    suppressions: suppressions.map((idle) => below(before, idle)),
    counts,
  }
}

function below<Placed extends { readonly path: string }>(before: string, placed: Placed): Placed {
  return { ...placed, path: posix.join(before, placed.path) }
}

function entryBelow(before: string, entry: Entry): Entry {
  const { origin } = entry
  const placed = below(before, entry)
  if (origin?.paths === undefined) return placed
  const paths = origin.paths.map((path) => posix.join(before, path))
  return { ...placed, origin: { ...origin, paths } }
}
