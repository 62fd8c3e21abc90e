import type { TextHome } from '@keyward/core'
import { unpackModule } from './unpack.generated.ts'

/** Inflates and rebuilds objects in a memory of its own, which grows up to a limit. */
export interface Unpacker {
  /** All of the memory; another one after `grow`. */
  readonly memory: Buffer
  /** Addresses below belong to the machine. */
  readonly bottom: number
  /** So many bytes behind a target are overwritten. */
  readonly slack: number
  /** Whether the zlib stream from `source` to `end` holds exactly `size` bytes. */
  inflate(source: number, end: number, target: number, size: number): boolean
  /**
   * Inflates a delta, to just before its stream, and applies it to its base. Asked so often that the
   * numbers come one by one.
   */
  rebuild(
    source: number,
    length: number,
    deltaSize: number,
    base: number,
    baseSize: number,
    target: number,
  ): 'done' | 'corrupt' | 'full'
  /** How large the target of the last rebuilding is, or would have been. */
  size(): number
  /** What the last rebuilding did not copy; see StoredBlob. */
  fresh(): Uint32Array
  /** Ids that trees are asked for. */
  seek(ids: readonly string[]): void
  /** Whether a tree may name one of them; if it is not all new, where the last rebuilding did not copy. */
  mayName(tree: number, size: number, isNew: boolean): boolean
  /** Whether the memory has so many bytes now. */
  grow(bytes: number): boolean
}

/** What the compiled half offers; see assembly/unpack.as.ts. */
interface Machine {
  inflate(source: number, end: number, target: number, size: number): number
  rebuild(
    source: number,
    end: number,
    delta: number,
    deltaSize: number,
    base: number,
    baseSize: number,
    target: number,
  ): number
  mayName(tree: number, size: number, isNew: boolean, idLength: number): number
}

const first = 0x300000
const sizeAddress = first
const freshLengthAddress = first + 4
const freshAddress = first + 0x6000
const soughtAddress = first + 0x16000
const bottom = first + 0x18000
const slack = 288
const page = 0x10000
const fewestPages = Math.ceil(bottom / page)
const outcomes = ['done', 'corrupt', 'full'] as const

/** Works in a memory of its own where nobody shares one, or too little of it is free. */
export function createUnpacker(limit: number, home?: TextHome): Unpacker {
  const room =
    home && home.free <= first ? home.memory : new WebAssembly.Memory({ initial: fewestPages })
  const lacking = fewestPages - room.buffer.byteLength / page
  if (lacking > 0) room.grow(lacking)
  const machine = instantiate(room)
  // What is below is not the caller's.
  const most = bottom + limit
  let memory = Buffer.from(room.buffer)
  let words = new Uint32Array(room.buffer)
  let idLength = 0

  return {
    get memory() {
      return memory
    },
    bottom,
    slack,
    inflate: (source, end, target, size) => machine.inflate(source, end, target, size) !== 0,
    rebuild(source, length, deltaSize, base, baseSize, target) {
      const delta = source - deltaSize - slack
      const end = source + length
      return outcomes[machine.rebuild(source, end, delta, deltaSize, base, baseSize, target)]!
    },
    size: () => words[sizeAddress / 4]!,
    fresh() {
      const start = freshAddress / 4
      return words.subarray(start, start + words[freshLengthAddress / 4]!)
    },
    seek(ids) {
      idLength = (ids[0]?.length ?? 0) / 2
      for (const id of ids) {
        const beginning = parseInt(id.slice(0, 4), 16)
        memory[soughtAddress + (beginning >> 3)]! |= 1 << (beginning & 7)
      }
    },
    mayName: (tree, size, isNew) => machine.mayName(tree, size, isNew, idLength) !== 0,
    grow(bytes) {
      if (bytes <= memory.length) return true
      if (bytes > most) return false
      // By half, so that growing is rare.
      const aim = Math.min(most, Math.max(bytes, memory.length * 1.5))
      room.grow(Math.ceil((aim - memory.length) / page))
      memory = Buffer.from(room.buffer)
      words = new Uint32Array(room.buffer)
      return true
    },
  }
}

let compiled: WebAssembly.Module | undefined

function instantiate(memory: WebAssembly.Memory): Machine {
  compiled ??= new WebAssembly.Module(Buffer.from(unpackModule, 'base64'))
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Machine
}
