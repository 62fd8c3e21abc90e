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
  /** Inflates a delta and applies it to its base, below the delta. */
  rebuild(step: DeltaStep): 'done' | 'corrupt' | 'full'
  /** How large the target of the last rebuilding is, or would have been. */
  size(): number
  /** What the last rebuilding did not copy; see StoredBlob. */
  fresh(): Uint32Array
  /** Whether the memory has so many bytes now. */
  grow(bytes: number): boolean
}

export interface DeltaStep {
  readonly source: number
  readonly end: number
  readonly delta: number
  readonly deltaSize: number
  readonly base: number
  readonly baseSize: number
  readonly target: number
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
}

const first = 0x300000
const sizeAddress = first
const freshLengthAddress = first + 4
const freshAddress = first + 0x6000
const bottom = first + 0x16000
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

  return {
    get memory() {
      return memory
    },
    bottom,
    slack: 288,
    inflate: (source, end, target, size) => machine.inflate(source, end, target, size) !== 0,
    rebuild({ source, end, delta, deltaSize, base, baseSize, target }) {
      return outcomes[machine.rebuild(source, end, delta, deltaSize, base, baseSize, target)]!
    },
    size: () => words[sizeAddress / 4]!,
    fresh() {
      const start = freshAddress / 4
      return words.subarray(start, start + words[freshLengthAddress / 4]!)
    },
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
