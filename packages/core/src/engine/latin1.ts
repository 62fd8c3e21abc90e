/** Node's Buffer brings this; a plain array of bytes in a browser does not. */
interface Latin1Sliceable {
  latin1Slice(start: number, end: number): string
}

/** Bytes as text of one character each, so that an offset in one is an offset in the other. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  if ('latin1Slice' in bytes) return (bytes as Latin1Sliceable).latin1Slice(start, end)
  let text = ''
  // A call takes a limited number of arguments.
  for (let from = start; from < end; from += 4096) {
    text += String.fromCharCode(...bytes.subarray(from, Math.min(from + 4096, end)))
  }
  return text
}
