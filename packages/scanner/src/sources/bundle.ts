import { statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { BuildScanner } from '../bundle/build-scanner.ts'
import { isForBrowser, isMappable, isSourceMapFile, isTooLarge } from '../bundle/built-file.ts'
import { listBuild, outputsIn, type Build } from '../bundle/listing.ts'
import { loadMapReader } from '../bundle/source-map.ts'
import { createSourcePath } from '../bundle/source-path.ts'
import type { Request } from '../request.ts'
import { findRepository } from '../git/repository.ts'
import { allDetectors, type Job } from '../job.ts'
import { prepare } from '../prepare.ts'
import { counted } from '../printers/amounts.ts'
import { showProgress, type Progress } from '../progress.ts'
import type { Surroundings } from '../surroundings.ts'
import { addTally, emptyTally, type Tally } from '../tally.ts'
import { scanFiles } from '../threads.ts'

/** `keyward bundle DIR`: what a browser would download, told by the source it was made from. */
export async function scan(request: Request): Promise<Tally> {
  const { surroundings, words } = request
  const folder = folderNamed(words, surroundings.cwd)
  // A build that was put elsewhere has the settings of where the command runs.
  const inRepository = findRepository(folder) !== undefined
  const { job } = await prepare(inRepository ? request : { ...request, words: [] })
  const build = listBuild(folder, surroundings.cwd)
  if (!build.files.some(isForBrowser)) throw nothingIn(words[0] ?? '.', build)
  tellKept(build, surroundings)
  const progress = showProgress(surroundings.stderr)
  const tally = await scanBuild(build, folder, job, surroundings, progress)
  progress.clear()
  tally.problems.push(...build.problems)
  tally.counts.links += build.links
  tally.counts.serverFiles += build.kept.files
  return tally
}

function folderNamed(words: readonly string[], cwd: string): string {
  const [named, ...more] = words
  if (named === undefined || more.length > 0) {
    throw new UsageError(
      'bundle takes one folder.',
      'Name the one your build writes to, as in keyward bundle dist.',
    )
  }
  const folder = resolve(cwd, named)
  const status = statSync(folder, { throwIfNoEntry: false })
  if (!status) {
    throw new UsageError(`${named} does not exist.`, 'Build first, or name a folder that is there.')
  }
  if (!status.isDirectory()) {
    throw new UsageError(`${named} is no folder.`, 'Name the one your build writes to.')
  }
  const outputs = outputsIn(folder)
  if (!outputs) return folder
  const first = outputs[0]
  throw new UsageError(
    `${named} is a project and not what is built from it.`,
    first === undefined
      ? 'Build it, then name the folder that is written to.'
      : `Write keyward bundle ${relative(cwd, resolve(folder, first))}.`,
  )
}

function nothingIn(named: string, { kept }: Build): UsageError {
  const where =
    kept.files > 0 ? ` (${counted(kept.files, 'file')} in it only the server reads)` : ''
  return new UsageError(
    `${named} holds nothing a browser would download${where}.`,
    'Build first, or name the folder your build writes to.',
  )
}

function tellKept({ kept }: Build, { stderr }: Surroundings): void {
  if (kept.where.length === 0) return
  stderr.write(`keyward: Left out, since only the server reads it: ${kept.where.join(', ')}.\n`)
}

/** Settings say which files of a project are scanned; whatever is shipped is scanned here. */
async function scanBuild(
  { files }: Build,
  folder: string,
  job: Job,
  { cwd, stopped }: Surroundings,
  progress: Progress,
): Promise<Tally> {
  const tally = emptyTally()
  const mappable = new Set(
    files.filter((path) => isMappable(path) && !isTooLarge(resolve(cwd, path))),
  )
  const scanner = new BuildScanner(job, tally, {
    cwd,
    files: new Set(files),
    maps: await loadMapReader(),
    sourcePath: createSourcePath(folder, cwd),
  })
  for (const path of [...mappable].sort(mapsFirst)) {
    if (stopped()) break
    scanner.scan(path)
    progress.show(tally.counts.files)
    await new Promise((resume) => setImmediate(resume))
  }
  tally.entries.push(...scanner.entries())
  const others = files.filter((path) => !mappable.has(path)).map((path) => ({ path }))
  const watch = { progress: (count: number) => progress.show(mappable.size + count), stopped }
  addTally(tally, shippedAsIs(await scanFiles(others, job, watch), job))
  return tally
}

function mapsFirst(a: string, b: string): number {
  return Number(isSourceMapFile(b)) - Number(isSourceMapFile(a)) || (a < b ? -1 : 1)
}

/** What no map knows ships itself. Publishable keys are meant to be there. */
function shippedAsIs(tally: Tally, { settings }: Job): Tally {
  const publishable = new Set(
    allDetectors(settings).flatMap(({ id, publishable }) => (publishable ? [id] : [])),
  )
  const entries = tally.entries
    .filter(({ detector }) => !publishable.has(detector))
    .map((entry) => {
      const { path, line, column } = entry
      return { ...entry, chunks: [{ path, line, column }] }
    })
  return { ...tally, entries, suppressions: [] }
}
