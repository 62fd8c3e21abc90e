/** A file to be scanned: its path relative to where the command runs, with `/` between its parts. */
export type ListedFile = string | SpecialFile

export interface SpecialFile {
  readonly path: string
  /** The name as the file system has it, where that is not UTF-8. */
  readonly raw?: Uint8Array
  /** Named by the person, so a link is followed and no setting leaves it out. */
  readonly named?: true
}

export function pathOf(file: ListedFile): string {
  return typeof file === 'string' ? file : file.path
}

/** A name of the file system below a folder; both in the file system's own bytes. */
export function listedFile(before: string, name: string, raw: () => Uint8Array): ListedFile {
  const path = before + name
  return name.includes('\ufffd') ? { path, raw: Buffer.concat([Buffer.from(before), raw()]) } : path
}
