/** What of the machine takes literals; see assembly/grams.as.ts. */
export interface LiteralMachine {
  readonly memory: WebAssembly.Memory
  readonly scratch: WebAssembly.Global<'i32'>
  readonly mostText: WebAssembly.Global<'i32'>
  learn(letters: number, length: number): void
  enterAll(count: number, first: number): void
}

/**
 * Makes literals known to the machine, numbered from 0: each by four bytes side by side that are
 * rarely met in texts that do not hold it.
 */
export function enterLiterals(machine: LiteralMachine, literals: Iterable<string>): void {
  machine.learn(frequent.length, write(machine, frequent + vocabulary))
  const most = machine.mostText.value
  let count = 0
  let first = 0
  let text = ''
  for (const literal of literals) {
    if (text.length + 1 + literal.length > most) flush()
    text += String.fromCharCode(literal.length) + literal
    count++
  }
  flush()

  function flush(): void {
    write(machine, text)
    machine.enterAll(count, first)
    first += count
    count = 0
    text = ''
  }
}

function write({ memory, scratch, mostText }: LiteralMachine, text: string): number {
  const place = new Uint8Array(memory.buffer, scratch.value, mostText.value)
  return new TextEncoder().encodeInto(text, place).written
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
