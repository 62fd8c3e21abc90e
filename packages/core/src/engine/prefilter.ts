import { Grams } from './gram.ts'
import { prefilterModule } from './prefilter.generated.ts'

/** Says where in a text it is worth looking. Each has its own memory, a few megabytes. */
export interface Prefilter {
  /**
   * A place of at most `blockSize` bytes to read a file into, so that it need not be copied to be
   * looked at. It keeps its bytes until it is asked for again.
   */
  room(length: number): Uint8Array
  /**
   * Where anchors stand: `[offset, anchor, offset, anchor, …]`, by offset, then by anchor. Valid
   * until the next call.
   */
  anchors(bytes: Uint8Array): Uint32Array
  /**
   * Where at least `minimum` bytes of base64, base64url or hex stand together and may hold text:
   * `[start, end, start, end, …]`. Valid until the next call.
   */
  runs(bytes: Uint8Array): Uint32Array
}

export const blockSize = 1 << 20
export const minimum = 24

const shortest = 3
const longest = 64
/** No gram begins further behind the start of its anchor. */
const furthest = longest - 4

/** What the compiled half offers; see assembly/prefilter.as.ts. */
interface Machine {
  readonly memory: WebAssembly.Memory
  readonly output: WebAssembly.Global<'i32'>
  readonly scratch: WebAssembly.Global<'i32'>
  readonly scratchSize: WebAssembly.Global<'i32'>
  readonly room: WebAssembly.Global<'i32'>
  readonly next: WebAssembly.Global<'i32'>
  keep(length: number, number: number): number
  enter(literal: number, value: number, mask: number, back: number): void
  aim(from: number, before: number, to: number, origin: number): void
  search(from: number): number
  runs(from: number, to: number, origin: number): number
}

/** Finds the anchors, 3 to 64 ASCII characters each, in whatever case they stand in a text. */
export function createPrefilter(anchors: readonly string[]): Prefilter {
  const machine = instantiate()
  const numbers = numbersByLiteral(anchors)
  enterLiterals(machine, numbers)
  const hasTwins = numbers.size < anchors.length

  // Entering may have moved the memory; from here on it stays.
  const memory = new Uint8Array(machine.memory.buffer)
  const words = new Uint32Array(machine.memory.buffer)
  const output = machine.output.value / 4
  const scratch = machine.scratch.value
  const scratchSize = machine.scratchSize.value
  const room = machine.room.value

  return {
    room(length) {
      if (length > blockSize) throw new RangeError(`There is room for ${blockSize} bytes at once.`)
      return memory.subarray(room, room + length)
    },

    anchors(bytes) {
      const answer = new Answer()
      machine.next.value = output * 4
      if (isInRoom(bytes)) {
        search(answer, bytes.byteOffset, bytes.length, bytes.length, 0)
      } else {
        for (let base = 0; base < bytes.length;) {
          const length = copy(bytes, base)
          // What starts at the seam is left to the next block, which holds all of it.
          const before = base + length === bytes.length ? length : length - longest
          search(answer, scratch, before, length, base)
          base += before
        }
      }
      const pairs = answer.with(words.subarray(output, machine.next.value / 4))
      return hasTwins ? withTwins(pairs, [...numbers.values()]) : pairs
    },

    runs(bytes) {
      if (isInRoom(bytes)) {
        const from = bytes.byteOffset
        return words.subarray(output, machine.runs(from, from + bytes.length, from) / 4)
      }
      const answer = new Answer()
      for (let base = 0; base < bytes.length;) {
        const next = base + copy(bytes, base)
        const end = machine.runs(scratch, scratch + next - base, scratch - base) / 4
        const pairs = words.subarray(output, end)
        if (next === bytes.length) return answer.with(pairs)
        if (pairs.at(-1) === next) {
          base = endOfRun(bytes, next)
          pairs[pairs.length - 1] = base
        } else {
          base = startOfRun(bytes, next)
        }
        answer.append(pairs)
      }
      return answer.with(words.subarray(output, output))
    },
  }

  function isInRoom(bytes: Uint8Array): boolean {
    const { buffer, byteOffset, byteLength } = bytes
    return (
      buffer === memory.buffer && byteOffset >= room && byteOffset + byteLength <= room + blockSize
    )
  }

  function copy(bytes: Uint8Array, base: number): number {
    const block = bytes.subarray(base, base + scratchSize)
    memory.set(block, scratch)
    return block.length
  }

  function search(
    answer: Answer,
    from: number,
    before: number,
    length: number,
    base: number,
  ): void {
    const origin = from - base
    machine.aim(from, from + before, from + length, origin)
    for (let at = machine.search(from); at !== 0; at = machine.search(at)) {
      // What comes may still belong before the last of what is there.
      const pairs = words.subarray(output, machine.next.value / 4)
      let settled = pairs.length
      while (settled > 0 && pairs[settled - 2]! >= at - origin - furthest) settled -= 2
      answer.append(pairs.subarray(0, settled))
      pairs.copyWithin(0, settled)
      machine.next.value -= settled * 4
    }
  }
}

/** Keeps what the machine's own memory has no place for. */
class Answer {
  #kept: Uint32Array | undefined
  #length = 0

  append(pairs: Uint32Array): void {
    const length = this.#length + pairs.length
    if (length > (this.#kept?.length ?? 0)) {
      const grown = new Uint32Array(length * 2)
      if (this.#kept) grown.set(this.#kept.subarray(0, this.#length))
      this.#kept = grown
    }
    this.#kept?.set(pairs, this.#length)
    this.#length = length
  }

  /** All that was kept and these; nothing is copied when nothing was kept. */
  with(pairs: Uint32Array): Uint32Array {
    if (!this.#kept) return pairs
    this.append(pairs)
    return this.#kept.subarray(0, this.#length)
  }
}

const alphabet = Array.from({ length: 256 }, (_, byte) => /[\w+/-]/.test(String.fromCharCode(byte)))

function startOfRun(bytes: Uint8Array, end: number): number {
  let start = end
  while (alphabet[bytes[start - 1]!]) start--
  return start
}

function endOfRun(bytes: Uint8Array, start: number): number {
  let end = start
  while (end < bytes.length && alphabet[bytes[end]!]) end++
  return end
}

let compiled: WebAssembly.Module | undefined

function instantiate(): Machine {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(prefilterModule), (character) => character.charCodeAt(0)),
  )
  return new WebAssembly.Instance(compiled).exports as unknown as Machine
}

/** Anchors that differ in case only are one literal with several numbers. */
function numbersByLiteral(anchors: readonly string[]): Map<string, number[]> {
  const literals = new Map<string, number[]>()
  anchors.forEach((anchor, number) => {
    // The text of it stays out of the message: it may be part of somebody's own detector.
    // eslint-disable-next-line no-control-regex
    if (anchor.length < shortest || anchor.length > longest || !/^[\x00-\x7f]*$/.test(anchor)) {
      throw new TypeError(
        `Anchor ${number} must be ${shortest} to ${longest} ASCII characters: choose another part of the secret.`,
      )
    }
    const literal = anchor.toLowerCase()
    const numbers = literals.get(literal)
    if (numbers) numbers.push(number)
    else literals.set(literal, [number])
  })
  return literals
}

function withTwins(pairs: Uint32Array, twins: readonly (readonly number[])[]): Uint32Array {
  let length = 0
  for (let index = 1; index < pairs.length; index += 2) length += 2 * twins[pairs[index]!]!.length
  const answer = new Uint32Array(length)
  let end = 0
  for (let index = 0; index < pairs.length; index += 2) {
    const offset = pairs[index]!
    for (const number of twins[pairs[index + 1]!]!) {
      let place = end
      for (; answer[place - 2] === offset && answer[place - 1]! > number; place -= 2) {
        answer[place] = offset
        answer[place + 1] = answer[place - 1]!
      }
      answer[place] = offset
      answer[place + 1] = number
      end += 2
    }
  }
  return answer
}

function enterLiterals(machine: Machine, numbers: ReadonlyMap<string, unknown>): void {
  const grams = new Grams()
  let number = 0
  for (const literal of numbers.keys()) {
    const text = new Uint8Array(machine.memory.buffer, machine.scratch.value, literal.length)
    for (let index = 0; index < literal.length; index++) text[index] = literal.charCodeAt(index)
    const address = machine.keep(literal.length, number++)
    // The machine looks at every second byte only: it must know starts of either kind.
    for (const { value, mask, back } of grams.rarest(literal)) {
      machine.enter(address, value, mask, back)
    }
  }
}
