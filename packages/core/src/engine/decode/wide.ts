import type { Decoded } from './decoded.ts'

interface Width {
  readonly encoding: 'utf-16' | 'utf-32'
  readonly unit: 2 | 4
  readonly little: boolean
  /** Bytes of the byte order mark. */
  readonly mark: number
}

/** A text in UTF-16 or UTF-32, with or without a byte order mark, as UTF-8. */
export function decodeWide(bytes: Uint8Array): Decoded | undefined {
  const width = widthOf(bytes)
  if (!width) return undefined
  const text = width.unit === 2 ? decode16(bytes, width) : decode32(bytes, width)
  const decoded = new TextEncoder().encode(text)
  return {
    encoding: width.encoding,
    bytes: decoded,
    end: bytes.length,
    origin: (start, end) => ({
      start: width.mark + unitsBefore(decoded, start, width.unit),
      end: width.mark + unitsBefore(decoded, end, width.unit),
    }),
  }
}

function widthOf(bytes: Uint8Array): Width | undefined {
  const first = bytes[0]
  const second = bytes[1]
  const zeros = bytes[2] === 0 && bytes[3] === 0
  if (first === 0xff && second === 0xfe) return width(zeros ? 'utf-32' : 'utf-16', true, true)
  if (first === 0xfe && second === 0xff) return width('utf-16', false, true)
  if (first === 0 && second === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) {
    return width('utf-32', false, true)
  }
  // The first character of nearly every text is ASCII: without a zero byte, the text is not wide.
  if (first !== 0 && second !== 0 && !zeros) return undefined
  const head = bytes.subarray(0, 512)
  return zerosIn(head) > head.length / 4 ? widthByZeros(head) : undefined
}

/** Most characters of a text are ASCII, so without a mark their zero bytes give the width away. */
function widthByZeros(head: Uint8Array): Width | undefined {
  if (isText(head, 4, 0)) return width('utf-32', true, false)
  if (isText(head, 4, 3)) return width('utf-32', false, false)
  if (isText(head, 2, 0)) return width('utf-16', true, false)
  if (isText(head, 2, 1)) return width('utf-16', false, false)
  return undefined
}

function zerosIn(bytes: Uint8Array): number {
  let zeros = 0
  for (const byte of bytes) if (byte === 0) zeros++
  return zeros
}

/** Whether most units hold a character of ASCII text in one byte and zeros in the others. */
function isText(head: Uint8Array, unit: number, at: number): boolean {
  const units = Math.floor(head.length / unit)
  let texts = 0
  for (let start = 0; start < units * unit; start += unit) {
    const character = head[start + at] ?? 0
    let rest = -character
    for (let index = start; index < start + unit; index++) rest += head[index] ?? 0
    const isPrintable = character >= 32 ? character < 127 : character >= 9 && character <= 13
    if (rest === 0 && isPrintable) texts++
  }
  return units >= 4 && texts >= units * 0.7
}

function width(encoding: Width['encoding'], little: boolean, marked: boolean): Width {
  const unit = encoding === 'utf-16' ? 2 : 4
  return { encoding, unit, little, mark: marked ? unit : 0 }
}

function decode16(bytes: Uint8Array, { little, mark }: Width): string {
  return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes.subarray(mark))
}

function decode32(bytes: Uint8Array, { little, mark }: Width): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let offset = mark; offset + 4 <= bytes.length; offset += 4) {
    const point = view.getUint32(offset, little)
    const isCharacter = point < 0x110000 && (point < 0xd800 || point > 0xdfff)
    parts.push(String.fromCodePoint(isCharacter ? point : 0xfffd))
  }
  return parts.join('')
}

/** How many bytes of the wide text stand before an offset of its UTF-8 form. */
function unitsBefore(utf8: Uint8Array, offset: number, unit: 2 | 4): number {
  let bytes = 0
  for (let index = 0; index < offset; index++) {
    const byte = utf8[index] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    bytes += unit === 2 && byte >= 0xf0 ? 4 : unit
  }
  return bytes
}
