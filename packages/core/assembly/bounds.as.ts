/** Not all of a text is in sight: what stands around an anchor tells nothing. */
const unseen: u32 = 0
/** A text of any dialect. */
export const anySyntax: u32 = 1
/** A program, whose bare words are references unless a string or a comment holds them; … */
export const codeSyntax: u32 = 2
/** … or a string that spans lines, which nobody looks for here. */
export const fencedSyntax: u32 = 3

/** Where the text begins and ends that is looked at, and how it is read. */
export let first: usize = 0
export let last: usize = 0
export let syntax: u32 = unseen

export function setBounds(from: usize, to: usize, readAs: u32): void {
  first = from
  last = to
  syntax = readAs
}

export function isWhole(): bool {
  return syntax != unseen
}
