/** How far around their anchors most detectors look, at most. */
export const near = { back: 320, ahead: 850 } as const

export const longestAnchor = 64

/** Stretches of a text, and those of the anchors, as `[from, to, …]` in order, none touching another. */
export function withAnchors(
  stretches: Uint32Array,
  anchors: readonly number[],
  length: number,
): number[] {
  const all = anchors.map((anchor) => [anchor, Math.min(length, anchor + longestAnchor)] as const)
  for (let index = 0; index < stretches.length; index += 2) {
    all.push([stretches[index]!, stretches[index + 1]!])
  }
  const merged: number[] = []
  for (const [from, to] of all.sort((a, b) => a[0] - b[0])) addStretch(merged, from, to)
  return merged
}

function addStretch(stretches: number[], from: number, to: number): void {
  let first = from
  let last = to
  while (stretches.length > 0 && first <= stretches[stretches.length - 1]!) {
    last = Math.max(last, stretches.pop()!)
    first = Math.min(first, stretches.pop()!)
  }
  stretches.push(first, last)
}
