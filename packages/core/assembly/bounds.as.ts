/** Every anchor counts, whatever stands around it. */
const unseen: u32 = 0
/** A text of any dialect. */
export const anySyntax: u32 = 1
/**
 * 2 is a program, whose bare words are references unless a string or a comment holds them; of this
 * one strings may span lines, and nobody looks for those here.
 */
export const fencedSyntax: u32 = 3

/** Where the text begins and ends that is looked at, and how it is read. */
export let first: usize = 0
export let last: usize = 0
export let syntax: u32 = unseen
/** More of it stands elsewhere: behind where it ends, and so far before it begins as matters. */
export let goesOn: bool = false

export function setBounds(from: usize, to: usize, readAs: u32, isPart: bool): void {
  first = from
  last = to
  syntax = readAs
  goesOn = isPart
}

export function isRead(): bool {
  return syntax != unseen
}
