import type { Contents } from './contents.ts'
import { faults, stored, type Member, type Members } from './member.ts'

/** Where the list of files begins, behind four numbers that all say how long it is. */
const listStart = 16
const longestList = 32 << 20
const deepest = 100

export function isAsar(head: Buffer): boolean {
  return head.length > listStart && head.readUInt32LE(0) === 4 && head[listStart] === 0x7b
}

/** The files that an Electron application is packed into. */
export function* asarMembers(contents: Contents): Members {
  const head = contents.part(0, listStart)
  const length = head.readUInt32LE(12)
  const list =
    length > longestList ? undefined : parsed(contents.part(listStart, listStart + length))
  if (list === undefined) return faults.damaged
  yield* membersIn(list, '', contents, head.readUInt32LE(4) + 8, 0)
  return undefined
}

function parsed(list: Buffer): unknown {
  try {
    return JSON.parse(list.toString())
  } catch {
    return undefined
  }
}

function* membersIn(
  entry: unknown,
  path: string,
  contents: Contents,
  base: number,
  depth: number,
): Generator<Member, void> {
  if (typeof entry !== 'object' || entry === null || depth > deepest) return
  if ('files' in entry && typeof entry.files === 'object') {
    for (const [name, inner] of Object.entries(entry.files ?? {})) {
      yield* membersIn(inner, path === '' ? name : `${path}/${name}`, contents, base, depth + 1)
    }
  } else if ('offset' in entry && 'size' in entry) {
    // What is kept unpacked has no offset: it lies beside the archive.
    const start = base + Number(entry.offset)
    const size = Number(entry.size)
    if (!Number.isSafeInteger(start + size) || size <= 0 || start < base) return
    const span = { start, end: Math.min(start + size, contents.length) }
    yield { name: path, span, pieces: stored(contents, start, start + size) }
  }
}
