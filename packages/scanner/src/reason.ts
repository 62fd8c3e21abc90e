/** What the file system says, without paths, which the report already gives. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return known[code] ?? `It could not be read (${code || 'unknown error'}).`
}

const known: Readonly<Record<string, string>> = {
  EACCES: 'It may not be read (permission denied).',
  EPERM: 'It may not be read (operation not permitted).',
  ELOOP: 'It is a link that leads nowhere.',
  ENOENT: 'It does not exist.',
  EISDIR: 'It is a folder.',
  ESPIPE: 'It is no regular file, and may never end.',
  ENXIO: 'It is no regular file, and may never end.',
  EIO: 'The device could not read it.',
  EMFILE: 'Too many files are open.',
  ENAMETOOLONG: 'Its name is too long.',
}
