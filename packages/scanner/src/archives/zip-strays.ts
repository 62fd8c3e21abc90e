import { find, type Contents } from './contents.ts'
import { Inflation } from './inflation.ts'
import type { Member } from './member.ts'
import { contentStart, isEncrypted, localLength, localSignature, unpacked } from './zip-content.ts'

const saysSizesBehind = 8

/** The members of a zip whose directory is lost, by the header that stands before each. */
export function* strayMembers(contents: Contents): Generator<Member, void> {
  let at = find(contents, localSignature, 0)
  while (at >= 0) {
    const start = contentStart(contents, at)
    if (start === undefined) return
    const member = memberAt(contents, at, start)
    yield member
    at = find(contents, localSignature, Math.max(start, member.span.end))
  }
}

function memberAt(contents: Contents, at: number, start: number): Member {
  const header = contents.part(at, start)
  const packing = { method: header.readUInt16LE(8), flags: header.readUInt16LE(6) }
  const name = header.toString('utf8', localLength, localLength + header.readUInt16LE(26))
  if (!(packing.flags & saysSizesBehind)) {
    const said = { start, end: start + header.readUInt32LE(18) }
    const size = header.readUInt32LE(22)
    const span = { start, end: Math.min(said.end, contents.length) }
    return { name, span, pieces: unpacked(contents, said, packing, size) }
  }
  if (packing.method === 8 && !isEncrypted(packing)) {
    const inflation = new Inflation(contents, start)
    const span = {
      start,
      get end() {
        return Math.min(inflation.end, contents.length)
      },
    }
    return { name, span, pieces: inflation.pieces() }
  }
  const next = find(contents, localSignature, start)
  const span = { start, end: next < 0 ? contents.length : next }
  return { name, span, pieces: unpacked(contents, span, packing, span.end - start) }
}
