import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sourceTexts } from './source-text.ts'

/** A copy that the benchmark may add to; what it is copied from stays as it is. */
export function mirrorOf(repository: string, scratch: string): string {
  const copy = join(scratch, 'mirror.git')
  git(scratch, 'clone', '--quiet', '--mirror', '--local', repository, copy)
  return copy
}

/** One commit that adds one file. */
export function addCommit(mirror: string, number: number): void {
  const text = `export const number = ${number}\n`
  const branch = 'refs/heads/keyward-bench'
  const who = `A <a@example.com> ${1_700_000_000 + number} +0000`
  const parts = [
    `commit ${branch}\ncommitter ${who}\ndata 4\nMore\nfrom HEAD^0\n`,
    `M 100644 inline bench-${number}.ts\ndata ${text.length}\n${text}\n`,
  ]
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: mirror,
    input: parts.join(''),
    stdio: ['pipe', 'ignore', 'inherit'],
  })
}

/** A work tree of many files as published, all committed, of which 20 are changed and staged. */
export function stagedFolder(scratch: string, count: number): string {
  const folder = join(scratch, 'staged')
  const texts = sourceTexts(80_000_000).filter(({ bytes }) => bytes.length < 50_000)
  const paths = Array.from({ length: count }, (_, index) => `src/${index % 100}/${index}.ts`)
  const longAgo = new Date('2026-01-01T00:00:00Z')
  paths.forEach((path, index) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, texts[index % texts.length]!.bytes)
    utimesSync(file, longAgo, longAgo)
  })
  git(folder, 'init', '--quiet')
  git(folder, 'add', '--all')
  git(folder, ...author, 'commit', '--quiet', '--message', 'All')
  for (const path of paths.slice(0, 20)) {
    writeFileSync(join(folder, path), `export const changed = ${JSON.stringify(path)}\n`)
  }
  git(folder, 'add', '--all')
  git(folder, 'update-index', '--refresh')
  return folder
}

export function forget(gitDirectory: string): void {
  rmSync(join(gitDirectory, 'keyward'), { recursive: true, force: true })
}

const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}
