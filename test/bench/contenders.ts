import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectAnchors } from '../../packages/core/src/engine/anchors.ts'
import { providers } from '../../packages/core/src/index.ts'
import { keyward } from './keyward.ts'
import { forget } from './git-folders.ts'
import { isOnPath } from './machine.ts'
import { presentPeers } from './peers.ts'
import type { Command } from './run.ts'
import type { Tree } from './tree.ts'

/** Everything that reads the tree: the floor, Keyward, a search for its anchors, the peers. */
export function contenders(tree: Tree, scratch: string, limit: number): readonly Command[] {
  const cwd = tree.path
  const list = written(join(scratch, 'files'), tree.files.join('\0'))
  const anchors = written(join(scratch, 'anchors'), `${everyAnchor().join('\n')}\n`)
  const onFiles = `xargs -0 -a ${list}`
  const search = `${onFiles} rg --no-config -j 2 -c -i -F -f ${anchors}`
  return [
    { name: 'cat', argv: `${onFiles} cat`.split(' '), cwd },
    // The first scan of all: later ones read what has changed.
    {
      ...{ name: 'keyward', argv: [process.execPath, keyward, '.'], cwd },
      prepare: () => {
        forget(join(cwd, '.git'))
      },
    },
    ...(isOnPath('rg') ? [{ name: 'rg', argv: search.split(' '), cwd }] : []),
    ...presentPeers.map(({ name, scan }) => ({ name, argv: scan.split(' '), cwd, limit })),
  ]
}

/** A scan of one small file, and the least a Node program can take. */
export function coldStarts(scratch: string): readonly Command[] {
  const file = written(join(scratch, 'greeting.ts'), `export const greeting = 'hello'\n`)
  return [
    { name: 'node -e 0', argv: [process.execPath, '-e', '0'], cwd: scratch },
    { name: 'keyward, one file', argv: [process.execPath, keyward, file], cwd: scratch },
  ]
}

function everyAnchor(): readonly string[] {
  const { literals } = collectAnchors(providers.flatMap((provider) => provider.detectors))
  return literals.map(({ text }) => text)
}

function written(path: string, text: string): string {
  writeFileSync(path, text)
  return path
}
