import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { openMemoryFile } from './clean-memory.ts'
import type { Listed, Recalled } from './git/objects/objects.ts'
import type { PastPlaces } from './git/past-places.ts'
import type { Job } from './job.ts'

/** What the last scan of a whole history learnt, so that the next one looks at what is new. */
export interface Past {
  /** Digests of packs, and ids of objects that have files of their own, which it dealt with. */
  readonly packs: readonly string[]
  readonly loose: readonly string[]
  /** So many objects in them hold nothing. */
  readonly clean: number
  /** Blobs that might hold something at other places, and digests of each under its names. */
  readonly silent: readonly string[]
  readonly settled: readonly string[]
  /** Objects that are to be looked at again: blobs, and all others. */
  readonly loud: readonly string[]
  readonly told: readonly string[]
  /** The commit that was checked out, and how many submodules it named. */
  readonly head: string
  readonly submodules: number
  /** A digest of the names of branches and tags, where nothing was told of them. */
  readonly names: string
  /** Where the loud ones stand, under these settings; so many places were left out by them. */
  readonly places?: PastPlaces
  readonly paths: string
  readonly excluded: number
}

export const noPast: Past = {
  ...{ packs: [], loose: [], clean: 0, silent: [], settled: [], loud: [], told: [] },
  ...{ head: '', submodules: 0, names: '', paths: '', excluded: 0 },
}

export interface PastScan {
  /** Whether there is one at all, recalled or not. */
  readonly isThere: boolean
  /** Of what is there now; nothing of it is recalled where some of what was there is gone. */
  recall(listed: Listed): Recalled | undefined
  /** What is recalled, once that was asked. */
  readonly past: Past
  save(past: Omit<Past, 'packs' | 'loose'>, listed: Listed): void
}

export function openPastScan(directory: string, job: Job): PastScan {
  const file = openMemoryFile(directory, 'history', job)
  let past = noPast
  return {
    isThere: file.bytes !== undefined,
    get past() {
      return past
    },
    recall(listed) {
      const known = file.bytes && (JSON.parse(file.bytes.toString('utf8')) as Past)
      if (!known) return undefined
      const here = { packs: new Set(listed.packs.map(digestOfPack)), loose: new Set(listed.loose) }
      const isWhole = known.packs.every((pack) => here.packs.has(pack))
      if (!isWhole || !known.loose.every((id) => here.loose.has(id))) return undefined
      past = known
      const packs = new Set(known.packs)
      const loose = new Set(known.loose)
      return {
        hasPack: (pack) => packs.has(digestOfPack(pack)),
        hasLoose: (id) => loose.has(id),
      }
    },
    save(learnt, { packs, loose }) {
      const next = Buffer.from(
        JSON.stringify({ ...learnt, packs: packs.map(digestOfPack), loose } satisfies Past),
      )
      if (!file.bytes?.equals(next)) file.save(next)
    },
  }
}

/** A blob under a name. */
export function digestOfName(id: string, name: string): string {
  return digest(`${id}\0${name}`)
}

function digestOfPack(pack: string): string {
  const status = statSync(pack, { throwIfNoEntry: false })
  return digest(`${pack}\0${String(status?.size)}\0${String(status?.mtimeMs)}`)
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
