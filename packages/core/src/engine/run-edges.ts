/** Of base64, base64url and hexadecimal digits. */
const alphabet = Array.from({ length: 256 }, (_, byte) => /[\w+/-]/.test(String.fromCharCode(byte)))

export function startOfRun(bytes: Uint8Array, end: number): number {
  let start = end
  while (alphabet[bytes[start - 1]!]) start--
  return start
}

export function endOfRun(bytes: Uint8Array, start: number): number {
  let end = start
  while (end < bytes.length && alphabet[bytes[end]!]) end++
  return end
}
