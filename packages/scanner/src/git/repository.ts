import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { UsageError } from '@keyward/core/settings'

/** A work tree and where git keeps what belongs to it. */
export interface Repository {
  readonly root: string
  /** What belongs to this work tree alone, such as its index. */
  readonly directory: string
  /** What all work trees of the repository have in common. */
  readonly commonDirectory: string
}

/** The repository around a path, or the one that the environment names, found without running git. */
export function findRepository(path: string): Repository | undefined {
  const named = namedRepository()
  const around = repositoryAround(path)
  if (!named || !isMeant(named, resolve(path))) return around
  // Another one in its work tree, such as a submodule, is not what is named.
  const isNested = around && isInside(named.root, around.root) && around.root !== process.cwd()
  return isNested && around.directory !== named.directory ? around : named
}

function repositoryAround(path: string): Repository | undefined {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    // A bare repository is a folder of git's own.
    if (isGitDirectory(folder)) return { root: folder, directory: folder, commonDirectory: folder }
    const marker = join(folder, '.git')
    if (existsSync(marker)) {
      const directory = gitDirectory(marker)
      if (directory) return { root: folder, directory, commonDirectory: commonDirectory(directory) }
    }
    if (dirname(folder) === folder) return undefined
  }
}

/** Git runs hooks with it, and whoever keeps settings of a home folder in git lives by it. */
function namedRepository(): Repository | undefined {
  const { GIT_DIR, GIT_WORK_TREE, GIT_COMMON_DIR } = process.env
  if (!GIT_DIR && !GIT_WORK_TREE) return undefined
  const directory = GIT_DIR ? namedDirectory(GIT_DIR) : repositoryAround('.')?.directory
  if (directory === undefined) return undefined
  const common = GIT_COMMON_DIR ? resolve(GIT_COMMON_DIR) : commonDirectory(directory)
  const root = GIT_WORK_TREE ? resolve(GIT_WORK_TREE) : workTreeOf(directory, common)
  return { root, directory, commonDirectory: common }
}

function namedDirectory(name: string): string {
  const path = resolve(name)
  const directory = statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? path
    : existsSync(path) && gitDirectory(path)
  if (directory && existsSync(join(directory, 'HEAD'))) return directory
  throw new UsageError(`GIT_DIR names ${name}, which is no git repository.`, 'Unset or mend it.')
}

/** Its settings may say where it is; else it is where git is run, as when it runs a hook. */
function workTreeOf(directory: string, common: string): string {
  const file = join(common, 'config')
  // They speak of the main work tree.
  if (directory !== common || !existsSync(file)) return process.cwd()
  const settings = readFileSync(file, 'utf8')
  const set = /^\s*worktree\s*=\s*"?(.+?)"?\s*$/im.exec(settings)?.[1]
  if (set !== undefined) return resolve(directory, set)
  return /^\s*bare\s*=\s*true\b/im.test(settings) ? directory : process.cwd()
}

function isMeant({ root, directory }: Repository, path: string): boolean {
  return path === process.cwd() || [root, directory].some((folder) => isInside(folder, path))
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

function isGitDirectory(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))
}

/** In linked work trees and submodules `.git` is a file that names the real directory. */
function gitDirectory(marker: string): string | undefined {
  if (statSync(marker).isDirectory()) return existsSync(join(marker, 'HEAD')) ? marker : undefined
  const named = /^gitdir: (.+)$/m.exec(readFileSync(marker, 'utf8'))?.[1]
  const directory = named === undefined ? undefined : resolve(dirname(marker), named.trim())
  return directory && existsSync(join(directory, 'HEAD')) ? directory : undefined
}

function commonDirectory(directory: string): string {
  const file = join(directory, 'commondir')
  return existsSync(file) ? resolve(directory, readFileSync(file, 'utf8').trim()) : directory
}

/** Git as a machine speaks it: no prompts, no pager, nothing replaced, names as they are. */
export const gitArguments = ['--no-replace-objects', '-c', 'core.quotePath=false'] as const

export function indexOf(directory: string): string {
  return join(directory, 'index')
}

/** What git is run with, where it is asked about a folder. */
export function gitEnvironment(folder = process.cwd()): NodeJS.ProcessEnv {
  const plain = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
  return { ...environmentOf(folder, process.env), ...plain }
}

/** Of a folder in another repository: what the environment says of this one is not meant for it. */
export function environmentOf(folder: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!ofOneRepository.some((name) => environment[name])) return environment
  const repository = findRepository(folder)
  const isOther = repository?.directory !== findRepository(process.cwd())?.directory
  const others = Object.entries(environment).filter(([name]) => !ofOneRepository.includes(name))
  if (isOther) return Object.fromEntries(others)
  if (!repository || !(environment['GIT_DIR'] || environment['GIT_WORK_TREE'])) return environment
  const { root, directory } = repository
  // Git is asked from elsewhere than it was run.
  const tree = root === directory ? {} : { GIT_WORK_TREE: root }
  return { ...environment, GIT_DIR: directory, ...tree }
}

/** Other variables of git hold for all repositories. */
const ofOneRepository = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_SHALLOW_FILE',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
]

/** Names below a folder that are tracked (`--cached`) or neither that nor ignored (`--others`). */
export async function listFiles(folder: string, which: readonly string[]): Promise<Buffer> {
  return await runGit(folder, 'ls-files', '-z', ...which, '--exclude-standard', '.')
}

/** Names of tracked files below a folder that are not as the index saw them last, by their status alone. */
export async function changedFiles(folder: string, { directory }: Repository): Promise<Buffer> {
  // Whatever is set up to be overlooked.
  const settings = ['core.trustctime=true', 'core.checkStat=default', 'core.fsmonitor=false']
  const given = settings.flatMap((setting) => ['-c', setting])
  const command = ['diff-files', '-z', '--name-only', '--no-renames', '--relative', '--', '.']
  const output: Buffer[] = []
  await readGit(folder, '', (part) => output.push(part), [...given, ...command], {
    GIT_INDEX_FILE: indexOf(directory),
  })
  return Buffer.concat(output)
}

/** The commit that is checked out, if there is one yet. */
export async function headOf(folder: string): Promise<string | undefined> {
  try {
    return (await runGit(folder, 'rev-parse', '--verify', '--quiet', 'HEAD'))
      .toString('utf8')
      .trim()
  } catch (error) {
    if (error instanceof GitFailure) return undefined
    throw error
  }
}

/** The parts of what git prints with `-z`. */
export function fieldsOf(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1)
}

/** Git said no. A scan that needs its answer says nothing about secrets then. */
export class GitFailure extends UsageError {
  constructor(command: string, said: string) {
    // Warnings may stand before it.
    const [first = ''] = /^(?:fatal|error): .*$/m.exec(said) ?? /.*/.exec(said.trim()) ?? []
    const line = first.replace(/[.!]+$/, '')
    super(`git ${command} failed: ${line || 'it does not say why'}.`, 'Nothing was scanned.')
  }
}

/** What a git command prints; it fails when git does. */
export async function runGit(folder: string, ...words: readonly string[]): Promise<Buffer> {
  return await runGitWith(folder, '', ...words)
}

/** The same for a command that is given something to read. */
export async function runGitWith(
  folder: string,
  input: string,
  ...words: readonly string[]
): Promise<Buffer> {
  const output: Buffer[] = []
  await readGit(folder, input, (part) => output.push(part), words)
  return Buffer.concat(output)
}

/** The same for one that prints more than is held at once: it comes in parts. */
export async function readGit(
  folder: string,
  input: string,
  read: (part: Buffer) => void,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  // Scans that ask git nothing need not load what starts programs.
  const { spawn } = await import('node:child_process')
  const child = spawn('git', [...gitArguments, '-C', folder, ...words], {
    env: { ...gitEnvironment(folder), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const errors: Buffer[] = []
  child.stdout.on('data', read)
  child.stderr.on('data', (part: Buffer) => errors.push(part))
  // Git may end before it has read everything; its exit says whether that is a fault.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  await new Promise<void>((done, fail) => {
    child.on('error', (error) => {
      fail(withoutGit(error))
    })
    child.on('close', (code) => {
      if (code === 0) done()
      else fail(new GitFailure(commandIn(words), Buffer.concat(errors).toString('utf8')))
    })
  })
}

/** What keeps git from being run at all. */
export function withoutGit(error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOENT') {
    return new UsageError('There is no git on the PATH.', 'Install it, or put it there.')
  }
  const { code = 'unknown error' } = error
  return new UsageError(`Git could not be started (${code}).`, 'Nothing was scanned.')
}

function commandIn(words: readonly string[]): string {
  return words.find((word, at) => !word.startsWith('-') && words[at - 1] !== '-c') ?? ''
}

/**
 * The oldest commit names a repository in all its clones. A shallow clone does not have it, and a
 * repository without commits has none yet.
 */
export async function firstCommit(repository: Repository): Promise<string | undefined> {
  const { root, commonDirectory } = repository
  if (existsSync(join(commonDirectory, 'shallow'))) return undefined
  const memory = join(commonDirectory, 'keyward', 'first-commit')
  if (existsSync(memory)) return readFileSync(memory, 'utf8').trim()
  const found = await askFirstCommit(root)
  if (found) remember(memory, found)
  return found
}

async function askFirstCommit(root: string): Promise<string | undefined> {
  try {
    const roots = await runGit(root, 'rev-list', '--max-parents=0', '--date-order', 'HEAD')
    return roots.toString('utf8').trim().split('\n').at(-1)
  } catch (error) {
    // There is no commit yet.
    if (error instanceof GitFailure) return undefined
    throw error
  }
}

/** Only spares asking again, so a place that cannot be written is no trouble. */
function remember(memory: string, commit: string): void {
  try {
    mkdirSync(dirname(memory), { recursive: true })
    const draft = `${memory}.${String(process.pid)}`
    writeFileSync(draft, `${commit}\n`)
    renameSync(draft, memory)
  } catch {
    return
  }
}
