import type { Literal } from './literals.ts'

/** What of the machine takes literals; see assembly/grams.as.ts. */
export interface LiteralMachine {
  readonly memory: WebAssembly.Memory
  readonly scratch: WebAssembly.Global<'i32'>
  readonly mostText: WebAssembly.Global<'i32'>
  learn(letters: number, length: number): void
  keepTable(): number
  enterAll(count: number, first: number): void
}

// See assembly/gate.as.ts.
const exact = 1
const name = 2
const word = 4

/**
 * Makes literals known to the machine, numbered from 0: each by four bytes side by side that are
 * rarely met in texts that do not hold it.
 */
export function enterLiterals(machine: LiteralMachine, literals: readonly Literal[]): void {
  machine.learn(frequent.length, write(machine, frequent + vocabulary))
  const tables = keepTables(machine, literals)
  const entries = new Uint8Array(machine.mostText.value)
  const view = new DataView(entries.buffer)
  let count = 0
  let first = 0
  let end = 0
  for (const literal of literals) {
    if (end + 8 + literal.text.length > entries.length) flush()
    entries[end] = literal.text.length
    entries[end + 1] = kindOf(literal)
    entries[end + 2] = literal.needs?.charCodeAt(0) ?? 0
    view.setUint32(end + 4, (literal.notBehind && tables.get(literal.notBehind)) ?? 0, true)
    end += 8
    for (let at = 0; at < literal.text.length; at++) entries[end++] = literal.text.charCodeAt(at)
    count++
  }
  flush()

  function flush(): void {
    scratchOf(machine).set(entries)
    machine.enterAll(count, first)
    first += count
    count = 0
    end = 0
  }
}

function kindOf({ isExact, isName, isWord }: Literal): number {
  return (isExact ? exact : 0) | (isName ? name : 0) | (isWord ? word : 0)
}

/** Where the tables stand in the machine; many literals have the same. */
function keepTables(
  machine: LiteralMachine,
  literals: readonly Literal[],
): Map<Uint8Array, number> {
  const tables = new Map<Uint8Array, number>()
  for (const { notBehind } of literals) {
    if (!notBehind || tables.has(notBehind)) continue
    const bits = new Uint8Array(32)
    notBehind.forEach((is, byte) => (bits[byte >>> 3]! |= is << (byte & 7)))
    scratchOf(machine).set(bits)
    tables.set(notBehind, machine.keepTable())
  }
  return tables
}

function write(machine: LiteralMachine, text: string): number {
  return new TextEncoder().encodeInto(text, scratchOf(machine)).written
}

function scratchOf({ memory, scratch, mostText }: LiteralMachine): Uint8Array {
  return new Uint8Array(memory.buffer, scratch.value, mostText.value)
}

/** Characters of source code, the most frequent first. */
const frequent = 'etaoinsrlcdpumf_hgbyv.w-/:0k1x=2j348z5q679'

/** What source code is full of: a literal is better noticed by something else. */
const vocabulary = `
  ---- ==== //// 0000 aaaa ffff http:// https://www. std:: .com .json .html this. self. test_ _test get_ set_ is_ _id
  abstract access account action active address after align alloc allow also always and append apply
  argument array assert async attribute author await available base before begin between binary bind
  block body boolean break buffer build button bytes cache call cannot case catch cert change channel
  char check child class clean click client close code column command comment common compare compile
  complete component config connect const constructor contain content context continue control convert
  copyright count create current custom data date debug decode default define delete depend describe
  description detail device diff direct disable display distribute document does domain double down
  driver edit element else email empty enable encode end engine enter entry environ equal error escape
  event every example except execute exist expect export expression external extra factory fail false
  feature fetch field file filter final find first flag float flush follow for form format found frame
  free from full function generate generic global graph group handle hash have header height helper here
  hidden host href http icon ident ignore image implement import include index info init inner input
  insert install instance integer interface internal invalid item iter join keyboard kind label language
  last layout left length level library license limit line link list load local location lock log long
  loop main make manager mapping mark master match matrix max mean member memory menu merge message
  method min mode model modify module more mount move must name namespace native need network never next
  node none normal not null number object offset only open operator optional option order original other
  out output override owner pack package page panic parameter param parent parse part path pattern
  percent permission pipe place platform player plugin point pointer policy port position post prefix
  present prevent previous print private process profile program project promise prop protect protocol
  provide proxy public push query queue random range read ready reason receive record reference region
  register release remove render repeat replace report repository request require reset resolve resource
  response result return right role root route rule run runtime safe same sample save scale scan schedule
  schema scope screen script scroll search section security select self send sequence serialize server
  service session set shape share should show signature simple single size sleep slice socket software
  some sort source space special split stack standard start state statement static status step stop
  storage store stream strict string struct style submit subscribe success suffix summary support switch
  symbol syntax system table target task template temp terminal test text than that the then there thing
  this thread throw time timeout title token tool top total trace track transaction transform tree trigger
  true tuple type undefined under union unique unit unknown until update upload upper url usage use user
  util valid value variable vector vendor version view virtual visible void wait warning watch when where
  which while widget width will window with word work worker workspace wrap write writer yield you zero
`
