import { closeSync, openSync, readSync } from 'node:fs'
import { isBase, isVisited, none, tree } from './families.ts'
import type { PackPlan } from './pack-plan.ts'
import { moveSpans } from './spans.ts'
import type { BlobVisitor, ObjectKind } from './stored-blob.ts'
import type { Unpacker } from './unpacker.ts'

/** Reads the families of one pack, any thread its own ones. */
export interface PackReader {
  /** Visits each wanted object of the families from one number up to another. */
  read(from: number, to: number): void
  /** The same of families of trees. */
  readTrees(from: number, to: number): void
  close(): void
}

/** An entry that others are made from, and where it stands in the memory. */
interface Base {
  readonly entry: number
  address: number
  readonly size: number
  readonly spans: Uint32Array | 'whole' | undefined
  /** The children that are left, the heaviest aside, which comes last. */
  nextChild: number
  heaviest: number
}

interface Rebuilt {
  readonly size: number
  readonly spans: Uint32Array | 'whole' | undefined
}

const kindNames: readonly (ObjectKind | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag']
/** The machine reads a little behind the end of its input. */
const lookahead = 32

/** `unread` is told the id of each wanted object that is damaged or too large for the memory. */
export function createPackReader(
  plan: PackPlan,
  unpacker: Unpacker,
  visit: BlobVisitor,
  unread: (id: string) => void,
): PackReader {
  const { offsets, needs, sizes } = plan
  const { slack } = unpacker
  let pack: number | undefined
  const line: Base[] = []

  return {
    read(from, to) {
      for (const family of plan.families.subarray(from, to)) readFamily(family)
    },
    readTrees(from, to) {
      for (const family of plan.treeFamilies.subarray(from, to)) readFamily(family)
    },
    close() {
      if (pack !== undefined) closeSync(pack)
    },
  }

  /** Depth first; the line leads from the family's first entry to the one that is made next. */
  function readFamily(root: number): void {
    line.length = 0
    if (!inflateRoot(root)) {
      giveUp(root)
      return
    }
    const size = sizes[root]!
    const address = unpacker.bottom
    const spans = deliver(root, address, size, undefined, undefined)
    keep(root, address, size, spans)
    while (line.length > 0) {
      const base = line[line.length - 1]!
      const child = takeChild(base)
      if (child === none) {
        line.pop()
        continue
      }
      const rebuilt = rebuild(child, base)
      if (rebuilt) keep(child, topOf(base), rebuilt.size, rebuilt.spans)
      else giveUp(child)
    }
  }

  function keep(
    entry: number,
    address: number,
    size: number,
    spans: Uint32Array | 'whole' | undefined,
  ): void {
    const nextChild = plan.firstChild[entry]!
    if (nextChild === none) return
    line.push({ entry, address, size, spans, nextChild, heaviest: plan.heaviest[entry]! })
  }

  function takeChild(base: Base): number {
    let child = base.nextChild
    if (child === plan.heaviest[base.entry]) child = plan.nextSibling[child]!
    if (child !== none) {
      base.nextChild = plan.nextSibling[child]!
      return child
    }
    child = base.heaviest
    base.nextChild = base.heaviest = none
    return child
  }

  function inflateRoot(entry: number): boolean {
    const size = sizes[entry]!
    const length = lengthOf(entry)
    const target = unpacker.bottom
    const needed = target + size + slack + length + lookahead
    if (!unpacker.grow(needed)) return false
    const source = unpacker.memory.length - length - lookahead
    return load(entry, source) && unpacker.inflate(source, source + length, target, size)
  }

  function rebuild(child: number, base: Base): Rebuilt | undefined {
    const deltaSize = sizes[child]!
    const length = lengthOf(child)
    const behind = deltaSize + slack + length + lookahead
    for (let targetSize = 0; ; targetSize = unpacker.size()) {
      if (!makeRoom(base, targetSize + slack + behind)) return undefined
      const source = unpacker.memory.length - length - lookahead
      const delta = source - deltaSize - slack
      const target = topOf(base)
      if (!load(child, source)) return undefined
      const outcome = unpacker.rebuild({
        source,
        end: source + length,
        delta,
        deltaSize,
        base: base.address,
        baseSize: base.size,
        target,
      })
      if (outcome === 'full') continue
      if (outcome === 'corrupt') return undefined
      const size = unpacker.size()
      // Of a base that is not visited here nobody knows the spans: all is new then.
      const isKnown = needs[base.entry]! & isVisited && base.spans !== 'whole'
      if (!isKnown) return { size, spans: deliver(child, target, size, undefined, undefined) }
      const spans =
        base.spans && moveSpans(base.spans, unpacker.memory.subarray(delta, delta + deltaSize))
      return { size, spans: deliver(child, target, size, unpacker.fresh(), spans) }
    }
  }

  /** Whether so many bytes are free above the base, if need be without those nobody waits for. */
  function makeRoom(base: Base, bytes: number): boolean {
    if (topOf(base) + bytes <= unpacker.memory.length) return true
    let top = unpacker.bottom
    let kept = 0
    for (const old of line) {
      const isDone = old !== base && old.nextChild === none && old.heaviest === none
      if (isDone) continue
      unpacker.memory.copyWithin(top, old.address, old.address + old.size)
      old.address = top
      top = topOf(old)
      line[kept++] = old
    }
    line.length = kept
    return unpacker.grow(top + bytes)
  }

  function topOf({ address, size }: Base): number {
    return address + size + slack
  }

  function deliver(
    entry: number,
    address: number,
    size: number,
    fresh: Uint32Array | undefined,
    inherited: Uint32Array | undefined,
  ): Uint32Array | 'whole' | undefined {
    const kind = kindNames[plan.kinds[entry]!]
    if (!kind || !(needs[entry]! & isVisited)) return undefined
    const bytes = unpacker.memory.subarray(address, address + size)
    return visit({ kind, bytes, fresh, inherited, id: () => idOf(entry) })
  }

  function lengthOf(entry: number): number {
    return offsets[entry + 1]! - offsets[entry]! - plan.headerLengths[entry]!
  }

  /** Brings the zlib stream of an entry to an address; whether all of it was there. */
  function load(entry: number, address: number): boolean {
    const start = offsets[entry]! + plan.headerLengths[entry]!
    const end = offsets[entry + 1]!
    if (plan.held) {
      unpacker.memory.set(plan.held.subarray(start, end), address)
      return end <= plan.held.length
    }
    try {
      pack ??= openSync(plan.pack, 'r')
      return readSync(pack, unpacker.memory, address, end - start, start) === end - start
    } catch (error) {
      // Packed anew meanwhile, it may be; git will find its objects.
      if (error instanceof Error && 'code' in error) return false
      throw error
    }
  }

  function giveUp(root: number): void {
    const left = [root]
    for (let entry = left.pop(); entry !== undefined; entry = left.pop()) {
      if (needs[entry]! & isVisited) unread(idOf(entry))
      if (!(needs[entry]! & isBase)) continue
      for (let child = plan.firstChild[entry]!; child !== none; child = plan.nextSibling[child]!) {
        left.push(child)
      }
    }
  }

  /** Nobody asks for the id of a tree. */
  function idOf(entry: number): string {
    if (plan.kinds[entry] === tree) return ''
    const place = plan.idPlaces[entry]!
    return Buffer.from(plan.ids.slice(place, place + plan.idLength)).toString('hex')
  }
}
