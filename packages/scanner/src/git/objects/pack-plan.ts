import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { familiesOf, isVisited, none, tree, type Families, type Need } from './families.ts'
import { readPackHeaders, type PackHeaders } from './pack-headers.ts'
import { readPackIndex, type PackIndex } from './pack-index.ts'

/** How one pack is read: plain data over shared memory, so that every thread reads by the same plan. */
export interface PackPlan {
  readonly pack: string
  readonly idLength: number
  /** Where entries begin, in order, and where the last one ends. */
  readonly offsets: Float64Array
  /** The ids of the entries to be visited, but for trees, and where among them that of an entry is. */
  readonly ids: Uint8Array
  readonly idPlaces: Uint32Array
  readonly sizes: Uint32Array
  readonly headerLengths: Uint8Array
  readonly kinds: Uint8Array
  /** `isVisited`, and `isBase` when something made from it is. */
  readonly needs: Uint8Array
  readonly firstChild: Uint32Array
  readonly nextSibling: Uint32Array
  /** The child that most entries are made from. */
  readonly heaviest: Uint32Array
  /** Entries that are no deltas, and from which all others are made. */
  readonly families: Uint32Array
  readonly treeFamilies: Uint32Array
  /** The whole pack, where it is small enough to hold. */
  readonly held: Uint8Array | undefined
}

export interface PackOptions {
  readonly idLength: number
  /** Packs up to so many bytes are held in memory, once for all threads. */
  readonly hold: number
  /** Asked once for each object that is no tree. */
  readonly needOf: (ids: Buffer, offset: number) => Need
}

export type PlannedPack =
  | {
      readonly state: 'planned'
      readonly plan: PackPlan
      readonly index: PackIndex
      /** The wanted objects that the plan does not reach. */
      readonly unread: readonly string[]
    }
  | { readonly state: 'unreadable'; readonly reason: string }

/** Learns what is in a pack, which is made from which, and nothing of what it says. */
export async function planPack(pack: string, options: PackOptions): Promise<PlannedPack> {
  try {
    const file = openSync(pack, 'r')
    const { size } = fstatSync(file)
    // What is in it is put in order while it is read.
    const reading = size <= options.hold ? readWhole(file, size) : Promise.resolve(undefined)
    try {
      if (!isPack(file)) return { state: 'unreadable', reason: 'It is no pack of a known version.' }
      const index = readPackIndex(indexOf(pack), options.idLength)
      if (!index)
        return { state: 'unreadable', reason: 'Its index is damaged or of an unknown kind.' }
      return await planEntries({ pack, file, size, reading }, index, options)
    } finally {
      await reading.catch(() => undefined)
      closeSync(file)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return { state: 'unreadable', reason: `It cannot be read (${String(error.code)}).` }
  }
}

export function indexOf(pack: string): string {
  return pack.replace(/\.pack$/, '.idx')
}

async function readWhole(file: number, size: number): Promise<Uint8Array> {
  const held = new Uint8Array(new SharedArrayBuffer(size))
  for (let at = 0; at < size;) {
    const { bytesRead } = await readLater(file, held, at, size - at, at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return held
}

const readLater = promisify(read)

interface OpenPack {
  readonly pack: string
  readonly file: number
  readonly size: number
  readonly reading: Promise<Uint8Array | undefined>
}

function isPack(file: number): boolean {
  const head = Buffer.alloc(8)
  readSync(file, head, 0, 8, 0)
  const version = head.readUInt32BE(4)
  return head.toString('latin1', 0, 4) === 'PACK' && (version === 2 || version === 3)
}

async function planEntries(
  { pack, file, size, reading }: OpenPack,
  index: PackIndex,
  options: PackOptions,
): Promise<PlannedPack> {
  const { count, bytes, stride } = index
  const order = orderByOffset(index.offsets)
  const offsets = new Float64Array(new SharedArrayBuffer((count + 1) * 8))
  for (let entry = 0; entry < count; entry++) offsets[entry] = index.offsets[order[entry]!]!
  offsets[count] = size - options.idLength
  const held = await reading
  const headers = readPackHeaders(file, offsets, options.idLength, held)
  const { unread, ...families } = familiesOf(
    headers.types,
    basesOf(index, offsets, order, headers),
    needOf,
  )
  const unreadIds = unread.map((entry) => {
    const id = placeOfId(entry)
    return bytes.toString('hex', id, id + options.idLength)
  })
  const plan: PackPlan = {
    pack,
    idLength: options.idLength,
    offsets,
    ...visitedIds(index, order, families, options.idLength),
    sizes: headers.sizes,
    headerLengths: headers.lengths,
    held,
    ...families,
  }
  return { state: 'planned', plan, index, unread: unreadIds }

  function needOf(entry: number): Need {
    const id = placeOfId(entry)
    // A pack may hold the same object twice.
    const isTwin = order[entry] !== 0 && isSame(bytes, id - stride, id, options.idLength)
    return isTwin ? 'elsewhere' : options.needOf(bytes, id)
  }

  function placeOfId(entry: number): number {
    return index.firstId + order[entry]! * stride
  }
}

function isSame(bytes: Buffer, one: number, other: number, length: number): boolean {
  let same = 0
  while (same < length && bytes[one + same] === bytes[other + same]) same++
  return same === length
}

/** The rest of the index is not needed once it is known which objects are visited. */
function visitedIds(
  { bytes, firstId, stride }: PackIndex,
  order: Uint32Array,
  { needs, kinds }: Pick<Families, 'needs' | 'kinds'>,
  idLength: number,
): Pick<PackPlan, 'ids' | 'idPlaces'> {
  let count = 0
  for (let entry = 0; entry < needs.length; entry++) {
    if (kinds[entry] !== tree) count += needs[entry]! & isVisited
  }
  const ids = new Uint32Array(new SharedArrayBuffer(count * idLength))
  const idPlaces = new Uint32Array(new SharedArrayBuffer(needs.length * 4))
  // Everything in an index, and what is read of it, begins at a multiple of four bytes.
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
  let end = 0
  for (let entry = 0; entry < needs.length; entry++) {
    if (!(needs[entry]! & isVisited) || kinds[entry] === tree) continue
    idPlaces[entry] = end * 4
    const id = (firstId + order[entry]! * stride) >> 2
    for (let word = 0; word < idLength / 4; word++) ids[end++] = words[id + word]!
  }
  return { ids: new Uint8Array(ids.buffer), idPlaces }
}

/** The places of the offsets, by offset: 16 bits of them a turn, from the lowest. */
function orderByOffset(offsets: Float64Array): Uint32Array {
  const count = offsets.length
  let order = new Uint32Array(count)
  let other = new Uint32Array(count)
  const digits = new Uint16Array(count)
  let last = 0
  for (let place = 0; place < count; place++) {
    order[place] = place
    if (offsets[place]! > last) last = offsets[place]!
  }
  for (let scale = 1; scale <= last; scale *= 65536) {
    const starts = new Uint32Array(65537)
    for (let place = 0; place < count; place++) {
      const digit = Math.floor(offsets[place]! / scale) & 65535
      digits[place] = digit
      starts[digit + 1]!++
    }
    for (let digit = 1; digit <= 65536; digit++) starts[digit]! += starts[digit - 1]!
    for (let rank = 0; rank < count; rank++) {
      const place = order[rank]!
      other[starts[digits[place]!]!++] = place
    }
    ;[order, other] = [other, order]
  }
  return order
}

/** The entry each delta is made from; `none` for what is no delta or has its base elsewhere. */
function basesOf(
  index: PackIndex,
  offsets: Float64Array,
  order: Uint32Array,
  { types, baseOffsets, baseIds }: PackHeaders,
): Uint32Array {
  const bases = new Uint32Array(index.count).fill(none)
  // For each stretch of the pack, the first entry that begins in it or later.
  const stretch = Math.max(1, Math.ceil(offsets[index.count]! / (index.count + 1)))
  const starts = new Uint32Array(Math.ceil(offsets[index.count]! / stretch) + 1)
  for (let part = starts.length - 1, entry = index.count; part >= 0; part--) {
    while (entry > 0 && offsets[entry - 1]! >= part * stretch) entry--
    starts[part] = entry
  }
  for (let entry = 0; entry < index.count; entry++) {
    if (types[entry] !== 6) continue
    const offset = baseOffsets[entry]!
    let base = starts[Math.floor(offset / stretch)] ?? entry
    while (base < entry && offsets[base]! < offset) base++
    if (base < entry && offsets[base] === offset) bases[entry] = base
  }
  if (baseIds.size > 0) {
    const entries = new Uint32Array(index.count)
    for (let entry = 0; entry < order.length; entry++) entries[order[entry]!] = entry
    for (const [entry, id] of baseIds) {
      const place = index.find(id, 0)
      if (place >= 0) bases[entry] = entries[place]!
    }
  }
  return bases
}
