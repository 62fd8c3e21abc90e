import { readFileSync, statSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { BlobVisitor, ObjectKind } from './stored-blob.ts'

/** An object that has a file of its own. */
export interface LooseObject {
  readonly id: string
  readonly path: string
}

/** `unread` is told the id of what is damaged, gone meanwhile, or larger than `limit` bytes. */
export function readLoose(
  object: LooseObject,
  limit: number,
  visit: BlobVisitor,
  unread: (id: string) => void,
): void {
  read(object, limit, visit, unread, false)
}

/** The same for trees, and for nothing else. */
export function readLooseTree(
  object: LooseObject,
  limit: number,
  visit: BlobVisitor,
  unread: (id: string) => void,
): void {
  read(object, limit, visit, unread, true)
}

function read(
  object: LooseObject,
  limit: number,
  visit: BlobVisitor,
  unread: (id: string) => void,
  trees: boolean,
): void {
  const bytes = inflated(object.path, limit)
  const end = bytes?.indexOf(0) ?? -1
  const header = /^(blob|commit|tag|tree) (\d+)$/.exec(bytes?.toString('latin1', 0, end) ?? '')
  if (!bytes || Number(header?.[2]) !== bytes.length - end - 1) unread(object.id)
  else if ((header?.[1] === 'tree') === trees) {
    const kind = header?.[1] as ObjectKind
    const body = bytes.subarray(end + 1)
    visit({ kind, bytes: body, fresh: undefined, inherited: undefined, id: () => object.id })
  }
}

function inflated(path: string, limit: number): Buffer | undefined {
  try {
    if (statSync(path).size > limit) return undefined
    return inflateSync(readFileSync(path), { maxOutputLength: limit })
  } catch (error) {
    // Whatever is wrong with it, git has the last word.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
