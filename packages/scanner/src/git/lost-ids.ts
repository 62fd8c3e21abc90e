import { existsSync, readFileSync } from 'node:fs'
import { asBuffer } from '../as-buffer.ts'
import type { Listed } from './objects/objects.ts'
import { indexOf } from './objects/pack-plan.ts'
import type { StoredBlob } from './objects/stored-blob.ts'

/** The ids of a store, in order, as every thread may ask for them: the first eight bytes of each. */
export interface StoredIds {
  readonly idLength: number
  readonly heads: Uint32Array
  /** Where among them those begin that have the same first two bytes. */
  readonly starts: Uint32Array
}

const magic = 0xff744f63
const fanoutEnd = 8 + 256 * 4

/** All that is stored; nothing where a pack has an index that only others read. */
export function storedIn({ packs, loose }: Listed, idLength: number): StoredIds[] | undefined {
  const files = Buffer.from([...loose].sort().join(''), 'hex')
  const stores = [storedIds(files, loose.length, idLength)]
  for (const pack of packs) {
    const file = indexOf(pack)
    const index = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
    const count = index.length < fanoutEnd ? 0 : index.readUInt32BE(fanoutEnd - 4)
    const ids = index.subarray(fanoutEnd, fanoutEnd + count * idLength)
    if (count === 0 || index.readUInt32BE(0) !== magic || ids.length < count * idLength) {
      return undefined
    }
    stores.push(storedIds(ids, count, idLength))
  }
  return stores
}

/** `ids` in order. */
function storedIds(ids: Buffer, count: number, idLength: number): StoredIds {
  const heads = new Uint32Array(new SharedArrayBuffer(count * 8))
  const starts = new Uint32Array(new SharedArrayBuffer(65537 * 4))
  const view = new DataView(ids.buffer, ids.byteOffset, ids.length)
  let bucket = 0
  for (let index = 0; index < count; index++) {
    const head = view.getUint32(index * idLength)
    heads[index * 2] = head
    heads[index * 2 + 1] = view.getUint32(index * idLength + 4)
    while (bucket <= head >>> 16) starts[bucket++] = index
  }
  starts.fill(count, bucket)
  return { idLength, heads, starts }
}

/** Whether all ids of a text of them are. */
export function areStored(ids: string, stored: readonly StoredIds[]): boolean {
  const lost = new LostIds(stored)
  const named = Buffer.from(ids, 'hex')
  for (let at = 0; at < named.length; at += lost.idLength) lost.ask(named, at)
  return lost.found.size === 0
}

/** Entries of trees, and other names of objects, that lead to nothing that is stored. */
export class LostIds {
  readonly found = new Set<string>()
  readonly idLength: number
  readonly #stores: readonly StoredIds[]

  constructor(stores: readonly StoredIds[]) {
    this.#stores = stores
    this.idLength = stores[0]?.idLength ?? 20
  }

  /** An id that is named at a place. */
  ask(bytes: Buffer, at: number): void {
    if (!this.#isStored(bytes, at)) {
      this.found.add(bytes.toString('hex', at, at + this.idLength))
    }
  }

  /** What a tree names, as far as it is new. Commits of submodules are not kept here. */
  look({ bytes, fresh }: Pick<StoredBlob, 'bytes' | 'fresh'>): void {
    const tree = asBuffer(bytes)
    if (!fresh) {
      this.#lookAtEntries(tree)
      return
    }
    for (let index = 0; index < fresh.length; index += 2) {
      const end = fresh[index + 1]!
      // Where a name is new, the id behind it may be copied.
      const name = tree.indexOf(0, end)
      const after = name < 0 ? tree.length : Math.max(end, name + 1) + this.idLength
      this.#lookBetween(tree, fresh[index]! - this.idLength, after)
    }
  }

  #lookAtEntries(tree: Buffer): void {
    for (let entry = 0; entry < tree.length;) {
      let id = entry + shortestEntry
      // Names are short: asking for where they end would take longer.
      while (id <= tree.length && tree[id - 1] !== 0) id++
      if (id > tree.length) return
      if (!isSubmodule(tree, entry)) this.ask(tree, id)
      entry = id + this.idLength
    }
  }

  #lookBetween(tree: Buffer, from: number, to: number): void {
    const last = Math.min(to, tree.length) - this.idLength
    for (let at = Math.max(from, 1); at <= last; at++) {
      if (tree[at - 1] !== 0 || this.#isStored(tree, at)) continue
      const entry = entryOf(tree, at, this.idLength)
      if (entry !== undefined && !isSubmodule(tree, entry)) this.ask(tree, at)
    }
  }

  #isStored(bytes: Buffer, at: number): boolean {
    const bucket = bytes[at]! * 256 + bytes[at + 1]!
    const first = wordAt(bytes, at)
    const second = wordAt(bytes, at + 4)
    for (const { heads, starts } of this.#stores) {
      const end = starts[bucket + 1]!
      for (let index = starts[bucket]!; index < end; index++) {
        if (heads[index * 2] === first && heads[index * 2 + 1] === second) return true
      }
    }
    return false
  }
}

/** Ids hold any bytes, so that an entry is only known from the beginning of its tree. */
function entryOf(tree: Buffer, id: number, idLength: number): number | undefined {
  for (let entry = 0; entry < id;) {
    const end = tree.indexOf(0, entry)
    if (end < 0) return undefined
    if (end + 1 === id) return entry
    entry = end + 1 + idLength
  }
  return undefined
}

/** `40000 a` and what ends it. */
const shortestEntry = 8

/** No other mode begins as `160000` does. */
function isSubmodule(tree: Buffer, entry: number): boolean {
  return tree[entry] === 0x31 && tree[entry + 1] === 0x36
}

/** Asked for every entry of every tree: faster than what checks its bounds. */
function wordAt(bytes: Buffer, at: number): number {
  return (
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  )
}
