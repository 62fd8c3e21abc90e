/** Texts are many, and nearly all of them come as one. */
export function asBuffer(bytes: Uint8Array): Buffer {
  const { buffer, byteOffset, length } = bytes
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(buffer, byteOffset, length)
}
