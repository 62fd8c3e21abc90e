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
  entry: number
  address: number
  size: number
  spans: Spans
  /** The children that are left, the heaviest aside, which comes last. */
  nextChild: number
  heaviest: number
}

type Spans = Uint32Array | 'whole' | undefined

const kindNames: readonly (ObjectKind | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag']
/** The machine reads a little behind the end of its input. */
const lookahead = 32
/** Fewer bytes are copied one by one in less time than it takes to ask for it. */
const fewBytes = 96

/** `unread` is told the id of each wanted object that is damaged or too large for the memory. */
export function createPackReader(
  plan: PackPlan,
  unpacker: Unpacker,
  visit: BlobVisitor,
  unread: (id: string) => void,
  allTrees: boolean,
): PackReader {
  const { offsets, needs, sizes, held } = plan
  const { slack } = unpacker
  let pack: number | undefined
  // What is behind its depth is there to be used again: there are as many bases as objects.
  const line: Base[] = []
  let depth = 0

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
    depth = 0
    if (!inflateRoot(root)) {
      giveUp(root)
      return
    }
    const size = sizes[root]!
    const address = unpacker.bottom
    keep(root, address, size, deliver(root, address, size, true, undefined))
    while (depth > 0) {
      const base = line[depth - 1]!
      const child = takeChild(base)
      if (child === none) depth--
      else if (!rebuild(child, base)) giveUp(child)
    }
  }

  function keep(entry: number, address: number, size: number, spans: Spans): void {
    const nextChild = plan.firstChild[entry]!
    if (nextChild === none) return
    const heaviest = plan.heaviest[entry]!
    const base = line[depth++]
    if (!base) {
      line.push({ entry, address, size, spans, nextChild, heaviest })
      return
    }
    base.entry = entry
    base.address = address
    base.size = size
    base.spans = spans
    base.nextChild = nextChild
    base.heaviest = heaviest
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

  /** Whether the child could be made, and was kept where others are made from it. */
  function rebuild(child: number, base: Base): boolean {
    const deltaSize = sizes[child]!
    const length = lengthOf(child)
    const behind = deltaSize + slack + length + lookahead
    for (let targetSize = 0; ; targetSize = unpacker.size()) {
      if (!makeRoom(base, targetSize + slack + behind)) return false
      const source = unpacker.memory.length - length - lookahead
      const target = topOf(base)
      if (!load(child, source)) return false
      const { address, size } = base
      const outcome = unpacker.rebuild(source, length, deltaSize, address, size, target)
      if (outcome === 'corrupt') return false
      if (outcome === 'done') {
        const inherited = base.spans && inheritedOf(base, source - deltaSize - slack, deltaSize)
        // Of a base that is not visited here nobody knows the spans: all is new then.
        const isNew = !(needs[base.entry]! & isVisited) || base.spans === 'whole'
        const made = unpacker.size()
        keep(child, target, made, deliver(child, target, made, isNew, inherited))
        return true
      }
    }
  }

  function inheritedOf({ spans }: Base, delta: number, deltaSize: number): Uint32Array | undefined {
    if (spans === 'whole') return undefined
    return spans && moveSpans(spans, unpacker.memory.subarray(delta, delta + deltaSize))
  }

  /** Whether so many bytes are free above the base, if need be without those nobody waits for. */
  function makeRoom(base: Base, bytes: number): boolean {
    if (topOf(base) + bytes <= unpacker.memory.length) return true
    let top = unpacker.bottom
    let kept = 0
    for (let place = 0; place < depth; place++) {
      const old = line[place]!
      const isDone = old !== base && old.nextChild === none && old.heaviest === none
      if (isDone) continue
      unpacker.memory.copyWithin(top, old.address, old.address + old.size)
      old.address = top
      top = topOf(old)
      line[place] = line[kept]!
      line[kept++] = old
    }
    depth = kept
    return unpacker.grow(top + bytes)
  }

  function topOf({ address, size }: Base): number {
    return address + size + slack
  }

  function deliver(
    entry: number,
    address: number,
    size: number,
    isNew: boolean,
    inherited: Uint32Array | undefined,
  ): Spans {
    if (!(needs[entry]! & isVisited)) return undefined
    const number = plan.kinds[entry]!
    // Trees are most of what there is, and next to none of them names what is looked for.
    if (number === tree && !allTrees && !unpacker.mayName(address, size, isNew)) return undefined
    const kind = kindNames[number]
    if (!kind) return undefined
    const bytes = unpacker.memory.subarray(address, address + size)
    const fresh = isNew ? undefined : unpacker.fresh()
    return visit({ kind, bytes, fresh, inherited, id: () => idOf(entry) })
  }

  function lengthOf(entry: number): number {
    return offsets[entry + 1]! - offsets[entry]! - plan.headerLengths[entry]!
  }

  /** Brings the zlib stream of an entry to an address; whether all of it was there. */
  function load(entry: number, address: number): boolean {
    const start = offsets[entry]! + plan.headerLengths[entry]!
    const end = offsets[entry + 1]!
    if (held) {
      const { memory } = unpacker
      if (end - start > fewBytes) memory.set(held.subarray(start, end), address)
      else for (let at = start; at < end; at++) memory[address + at - start] = held[at]!
      return end <= held.length
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
