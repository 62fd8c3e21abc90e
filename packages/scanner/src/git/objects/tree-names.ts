import { asBuffer } from '../../as-buffer.ts'
import type { StoredBlob } from './stored-blob.ts'

const space = 0x20

/** By id, every name that trees give it. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>

/** Looks for entries of trees that name any of some ids, only where a tree is new. */
export class TreeNames {
  /** By id, every name that a tree gives it. */
  readonly found = new Map<string, Set<string>>()
  readonly #idLength: number
  /** By their first two bytes; most of a tree is told from them without being looked up. */
  readonly #beginnings = new Uint8Array(65536)

  constructor(ids: readonly string[]) {
    this.#idLength = (ids[0]?.length ?? 0) / 2
    for (const id of ids) {
      this.found.set(id, new Set())
      this.#beginnings[parseInt(id.slice(0, 4), 16)] = 1
    }
  }

  look({ bytes, fresh }: Pick<StoredBlob, 'bytes' | 'fresh'>): undefined {
    const tree = asBuffer(bytes)
    if (!fresh) {
      this.#lookBetween(tree, 0, tree.length)
      return
    }
    for (let index = 0; index < fresh.length; index += 2) {
      const start = fresh[index]!
      const end = fresh[index + 1]!
      // Where a name is new, the id behind it may be copied.
      const name = tree.indexOf(0, end)
      const after = name < 0 ? tree.length : Math.max(end, name + 1) + this.#idLength
      this.#lookBetween(tree, Math.max(0, start - this.#idLength), after)
    }
  }

  #lookBetween(tree: Buffer, from: number, to: number): void {
    const last = Math.min(to, tree.length) - this.#idLength
    for (let at = Math.max(from, 1); at <= last; at++) {
      if (!this.#beginnings[tree[at]! * 256 + tree[at + 1]!] || tree[at - 1] !== 0) continue
      const names = this.found.get(tree.toString('hex', at, at + this.#idLength))
      const name = names && nameBefore(tree, at, this.#idLength)
      if (name !== undefined) names?.add(name)
    }
  }
}

/** Ids hold any bytes, so that an entry is only found from the beginning of its tree. */
function nameBefore(tree: Buffer, id: number, idLength: number): string | undefined {
  for (let entry = 0; entry < id;) {
    const name = tree.indexOf(space, entry) + 1
    const end = tree.indexOf(0, name)
    if (name === 0 || end < 0) return undefined
    if (end + 1 === id) return tree.toString('utf8', name, end)
    entry = end + 1 + idLength
  }
  return undefined
}
