import { Answer } from './answer.ts'
import { enterLiterals, type LiteralMachine } from './gram.ts'
import { checked, type Literal } from './literals.ts'
import { prefilterModule } from './prefilter.generated.ts'
import { endOfRun, startOfRun } from './run-edges.ts'
import { longestAnchor, near, withAnchors } from './stretches.ts'
import type { Syntax } from './syntax.ts'

/** Says where in a text it is worth looking. Each has its own memory, a few megabytes. */
export interface Prefilter {
  /**
   * A place of at most `blockSize` bytes to read a file into, so that it need not be copied to be
   * looked at. It keeps its bytes until it is asked for again.
   */
  room(length: number): Uint8Array
  /**
   * Where anchors stand in a text or a stretch of it: `[offset, anchor, offset, anchor, …]`, by
   * offset, then by anchor. With a syntax, only those that count where they stand, as far as can be
   * told here. Valid until the next call.
   */
  anchors(text: Uint8Array, syntax?: Syntax, from?: number, to?: number): Uint32Array
  /** A bit for each word, 32 to a number: whether it stands in the text that was asked about last. */
  words(): readonly number[]
  /**
   * Where at least `minimum` bytes of base64, base64url or hex stand together and may hold text:
   * `[start, end, start, end, …]`. Valid until the next call.
   */
  runs(bytes: Uint8Array): Uint32Array
  readonly home: TextHome
  /**
   * What is to be seen around what is new in a text, and at the anchors that are named; undefined
   * where that is nothing. Of a text that does not stand at home, as what says what is new does,
   * all is still to be looked at.
   */
  survey(
    text: Uint8Array,
    fresh: Uint32Array | undefined,
    anchors: readonly number[],
  ): Survey | undefined
}

/** A memory that others may grow, and put texts into from `free` on: they are looked at there. */
export interface TextHome {
  readonly memory: WebAssembly.Memory
  readonly free: number
}

export interface Survey {
  /** `[from, to, …]`: where the text was looked at. */
  readonly stretches: Uint32Array
  /** As `anchors` tells them; undefined where they are too many to be told at once. */
  readonly anchors: Uint32Array | undefined
  readonly hasRuns: boolean
}

export const blockSize = 1 << 20
export const minimum = 24

/** Nothing further from an anchor decides whether it counts, but for what it needs. */
const around = 1024

/** No gram begins further behind the start of its anchor. */
const furthest = longestAnchor - 4

/** What the compiled half offers; see assembly/prefilter.as.ts. */
interface Machine extends LiteralMachine {
  readonly output: WebAssembly.Global<'i32'>
  readonly scratchSize: WebAssembly.Global<'i32'>
  readonly room: WebAssembly.Global<'i32'>
  readonly next: WebAssembly.Global<'i32'>
  readonly free: WebAssembly.Global<'i32'>
  /** Where the list of stretches ends that begins with the scratch area. */
  readonly listed: WebAssembly.Global<'i32'>
  readonly words: WebAssembly.Global<'i32'>
  readonly mostWords: WebAssembly.Global<'i32'>
  divide(words: number): void
  bound(from: number, to: number, syntax: number, isPart: boolean): void
  aim(from: number, before: number, to: number, origin: number): void
  search(from: number): number
  runs(from: number, to: number, origin: number): number
  reach(back: number, ahead: number): void
  take(text: number, size: number, fresh: number, freshEnd: number): void
  takeListed(count: number): void
  look(text: number): number
}

/** Of what the machine says it saw. */
const sawRuns = 2
const sawTooMuch = 4

/** See assembly/gate.as.ts. */
const syntaxes: Readonly<Record<Syntax, number>> = { any: 1, code: 2, fenced: 3 }

/** Finds anchors, and tells which words there are, in whatever case they stand. */
export function createPrefilter(
  anchors: readonly (Literal | string)[],
  sought: readonly string[] = [],
): Prefilter {
  const machine = instantiate()
  if (sought.length > machine.mostWords.value) throw new RangeError('There are too many words.')
  enterLiterals(machine, [
    ...anchors.map(checked),
    ...sought.map((text, number) => checked({ text, isWord: true }, number)),
  ])
  machine.divide(anchors.length)
  machine.reach(near.back + longestAnchor, near.ahead)

  let memory = new Uint8Array(machine.memory.buffer)
  let words = new Uint32Array(machine.memory.buffer)
  const output = machine.output.value / 4
  const scratch = machine.scratch.value
  const scratchSize = machine.scratchSize.value
  const room = machine.room.value
  const firstBits = machine.words.value / 4
  const endOfBits = firstBits + Math.ceil(sought.length / 32)
  const home = { memory: machine.memory, free: machine.free.value }

  return {
    home,

    room(length) {
      follow()
      if (length > blockSize) throw new RangeError(`There is room for ${blockSize} bytes at once.`)
      return memory.subarray(room, room + length)
    },

    words() {
      follow()
      const bits: number[] = []
      for (let at = firstBits; at < endOfBits; at++) bits.push(words[at]!)
      return bits
    },

    anchors(text, syntax, from = 0, to = text.length) {
      follow()
      machine.next.value = output * 4
      for (let at = firstBits; at < endOfBits; at++) words[at] = 0
      const search = isHere(text) ? searchHere : searchCopied
      const kept = search(text, codeOf(syntax), from, to)
      const end = machine.next.value / 4
      if (kept) return kept.with(words.subarray(output, end))
      return end === output ? none : words.subarray(output, end)
    },

    runs(bytes) {
      follow()
      if (isHere(bytes)) {
        const from = bytes.byteOffset
        const end = machine.runs(from, from + bytes.length, from) / 4
        return end === output ? none : words.subarray(output, end)
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

    survey(text, fresh, anchors) {
      follow()
      if (!isHere(text) || (fresh && fresh.buffer !== memory.buffer)) {
        return { stretches: Uint32Array.of(0, text.length), anchors: undefined, hasRuns: true }
      }
      take(text, fresh, anchors)
      machine.bound(text.byteOffset, text.byteOffset + text.length, syntaxes.any, false)
      const saw = machine.look(text.byteOffset)
      if (saw === 0) return undefined
      const pairs = words.subarray(output, machine.next.value / 4)
      return {
        stretches: words.slice(scratch / 4, machine.listed.value / 4),
        anchors: saw & sawTooMuch ? undefined : pairs,
        hasRuns: (saw & sawRuns) !== 0,
      }
    },
  }

  /** Whoever grew the memory has moved it. */
  function follow(): void {
    if (memory.length > 0) return
    memory = new Uint8Array(machine.memory.buffer)
    words = new Uint32Array(machine.memory.buffer)
  }

  function isHere(bytes: Uint8Array): boolean {
    const { buffer, byteOffset } = bytes
    return buffer === memory.buffer && (byteOffset >= home.free || isInRoom(bytes))
  }

  function isInRoom({ byteOffset, byteLength }: Uint8Array): boolean {
    return byteOffset >= room && byteOffset + byteLength <= room + blockSize
  }

  /** Lists where a text is looked at; too many stretches are all of it. */
  function take(
    { byteOffset, length }: Uint8Array,
    fresh: Uint32Array | undefined,
    anchors: readonly number[],
  ): void {
    const start = fresh?.byteOffset ?? 0
    machine.take(byteOffset, length, start, start + (fresh?.byteLength ?? 0))
    if (anchors.length === 0) return
    const all = withAnchors(words.subarray(scratch / 4, machine.listed.value / 4), anchors, length)
    const stretches = all.length * 4 > scratchSize ? [0, length] : all
    words.set(stretches, scratch / 4)
    machine.takeListed(stretches.length / 2)
  }

  function copy(bytes: Uint8Array, base: number): number {
    const block = bytes.subarray(base, base + scratchSize)
    memory.set(block, scratch)
    return block.length
  }

  function searchHere(
    { byteOffset, length }: Uint8Array,
    syntax: number,
    from: number,
    to: number,
  ): Answer | undefined {
    machine.bound(byteOffset, byteOffset + length, syntax, false)
    return search(undefined, byteOffset, from, to, to)
  }

  /** In blocks, each with what stands around the anchors that are looked for in it. */
  function searchCopied(
    text: Uint8Array,
    syntax: number,
    from: number,
    to: number,
  ): Answer | undefined {
    let kept: Answer | undefined
    for (let base = from; base < to;) {
      const start = Math.max(0, base - around)
      const end = start + copy(text, start)
      const isPart = end < text.length
      const before = Math.min(to, isPart ? end - around : end)
      machine.bound(scratch, scratch + end - start, syntax, isPart)
      kept = search(kept, scratch - start, base, before, Math.min(to, end))
      base = before
    }
    return kept
  }

  /** Answers with what there was no place for in the machine's own memory. */
  function search(
    kept: Answer | undefined,
    origin: number,
    from: number,
    before: number,
    to: number,
  ): Answer | undefined {
    let answer = kept
    machine.aim(origin + from, origin + before, origin + to, origin)
    for (let at = machine.search(origin + from); at !== 0; at = machine.search(at)) {
      answer ??= new Answer()
      // What comes may still belong before the last of what is there.
      const pairs = words.subarray(output, machine.next.value / 4)
      let settled = pairs.length
      while (settled > 0 && pairs[settled - 2]! >= at - origin - furthest) settled -= 2
      answer.append(pairs.subarray(0, settled))
      pairs.copyWithin(0, settled)
      machine.next.value -= settled * 4
    }
    return answer
  }
}

/** What most texts hold, and worth no array of its own. */
const none = new Uint32Array(0)

function codeOf(syntax: Syntax | undefined): number {
  return syntax === undefined ? 0 : syntaxes[syntax]
}

let compiled: WebAssembly.Module | undefined

function instantiate(): Machine {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(prefilterModule), (character) => character.charCodeAt(0)),
  )
  return new WebAssembly.Instance(compiled).exports as unknown as Machine
}
