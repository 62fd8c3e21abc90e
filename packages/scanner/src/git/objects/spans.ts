/**
 * Where spans of the base, in any order, stand in the target of a delta that has just been applied.
 * Copies that follow each other in both count as one.
 */
export function moveSpans(spans: Uint32Array, delta: Uint8Array): Uint32Array | undefined {
  const moved: number[] = []
  let at = afterNumber(delta, afterNumber(delta, 0))
  let to = 0
  let baseStart = 0
  let baseEnd = 0
  let targetStart = 0
  while (at < delta.length) {
    const code = delta[at++]!
    if (code < 128) {
      moveStretch()
      at += code
      to += code
      baseStart = baseEnd = 0
      targetStart = to
      continue
    }
    let offset = 0
    let length = 0
    for (let byte = 0; byte < 4; byte++)
      if (code & (1 << byte)) offset += delta[at++]! * 256 ** byte
    for (let byte = 0; byte < 3; byte++) {
      if (code & (16 << byte)) length += delta[at++]! * 256 ** byte
    }
    if (length === 0) length = 0x10000
    if (baseEnd === baseStart || offset !== baseEnd) {
      moveStretch()
      baseStart = offset
      targetStart = to
    }
    baseEnd = offset + length
    to += length
  }
  moveStretch()
  return moved.length > 0 ? Uint32Array.from(moved) : undefined

  function moveStretch(): void {
    for (let index = 0; index < spans.length; index += 2) {
      const start = spans[index]!
      const end = spans[index + 1]!
      if (start < baseStart || end > baseEnd || baseStart === baseEnd) continue
      moved.push(start - baseStart + targetStart, end - baseStart + targetStart)
    }
  }
}

function afterNumber(delta: Uint8Array, at: number): number {
  while (delta[at++]! >= 128);
  return at
}
