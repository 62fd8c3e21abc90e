/** Four bytes side by side by which the prefilter notices a literal; `back` behind its start. */
export interface Gram {
  readonly value: number
  /** Zero where a byte lies outside the literal and may be anything; the bit of case is never set. */
  readonly mask: number
  readonly back: number
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

/** Chooses for each literal the grams that are met least often in texts that do not hold it. */
export class Grams {
  readonly #common = wordParts(vocabulary)
  readonly #chosen = new Map<number, number>()

  /** One of those an even number of bytes behind the literal's start, one of those an odd number. */
  rarest(literal: string): [even: Gram, odd: Gram] {
    // A gram that reaches over an edge says little and fills the prefilter's tables.
    const over = literal.length < 5 ? 1 : 0
    const even = { value: 0, back: 0, cost: Infinity }
    const odd = { ...even }
    let value = 0
    for (let at = 0; at < literal.length + over; at++) {
      value = (value >>> 8) | ((at < literal.length ? foldAt(literal, at) : 0) << 24)
      const back = at - 3
      if (back < -over) continue
      const cost = this.#cost(value, back)
      const best = back & 1 ? odd : even
      if (cost >= best.cost) continue
      best.value = value
      best.back = back
      best.cost = cost
    }
    return [this.#choose(literal, even), this.#choose(literal, odd)]
  }

  #cost(value: number, back: number): number {
    // Many literals with one gram would all be compared wherever it stands.
    let cost = 1 + (this.#chosen.get(value) ?? 0) / 8
    if (this.#common.has(back < 0 ? value >>> 8 : value)) cost *= 100
    for (let shift = 0; shift < 32; shift += 8) cost *= frequencies[(value >>> shift) & 0xff]!
    return cost
  }

  #choose(literal: string, { value, back }: Omit<Gram, 'mask'>): Gram {
    this.#chosen.set(value, (this.#chosen.get(value) ?? 0) + 1)
    let mask = 0
    for (let index = 0; index < 4; index++) {
      const at = back + index
      if (at >= 0 && at < literal.length) mask |= noCase << (8 * index)
    }
    return { value, mask, back }
  }
}

const noCase = 0xdf

/** By the byte without its bit of case. Nothing is as frequent as the space, or as any byte at all. */
const frequencies = new Float64Array(256).fill(1 / (50 + 4 * frequent.length), 1).fill(1, 0, 1)
for (let rank = 0; rank < frequent.length; rank++) {
  frequencies[foldAt(frequent, rank)] = 1 / (10 + 4 * rank)
}

/** The values of all that stands in a word as three or four neighbours. */
function wordParts(words: string): Set<number> {
  const parts = new Set<number>()
  let value = 0
  let length = 0
  for (let at = 0; at < words.length; at++) {
    const isSpace = words.charCodeAt(at) <= 0x20
    length = isSpace ? 0 : length + 1
    value = isSpace ? 0 : (value >>> 8) | (foldAt(words, at) << 24)
    if (length > 2) parts.add(value >>> 8)
    if (length > 3) parts.add(value)
  }
  return parts
}

function foldAt(text: string, at: number): number {
  return text.charCodeAt(at) & noCase
}
