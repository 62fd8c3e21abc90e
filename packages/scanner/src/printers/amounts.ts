import type { Entry, Report } from '@keyward/core'

/** `2 secrets in 1 file`. Messages, tags and names are no files. */
export function amountFound(entries: readonly Entry[]): string {
  const places = new Set(entries.map(({ path }) => path)).size
  const isInFiles = entries.every(({ origin }) => [undefined, 'note'].includes(origin?.where))
  return `${counted(entries.length, 'secret')} in ${counted(places, isInFiles ? 'file' : 'place')}`
}

/** How much was read, and what was left out on purpose. */
export function amountRead({ read, left }: Report): string {
  const { commits, blobs, tags, names, files } = read
  const texts = [
    ...(commits > 0 ? [counted(commits, 'commit')] : []),
    ...(blobs > 0 ? [counted(blobs, 'blob')] : []),
    ...(tags > 0 ? [counted(tags, 'tag')] : []),
    ...(names > 0 ? [counted(names, 'name')] : []),
    ...(files > 0 ? [counted(files, 'file')] : []),
  ]
  const aside = [
    ...(read.remembered > 0 ? [`${grouped(read.remembered)} known from before`] : []),
    ...(left.submodules > 0 ? [`${counted(left.submodules, 'submodule')} not entered`] : []),
    ...(left.pointers > 0 ? [`${counted(left.pointers, 'LFS pointer')} not followed`] : []),
    ...(left.sealed > 0 ? [`${counted(left.sealed, 'archive')} of a kind not opened`] : []),
    ...(left.links > 0 ? [`${counted(left.links, 'link')} not followed`] : []),
    ...(left.serverFiles > 0 ? [`${counted(left.serverFiles, 'file')} only the server reads`] : []),
    ...(left.excluded > 0 ? [`${counted(left.excluded, 'file')} excluded by keyward.toml`] : []),
  ]
  const nothing = read.remembered > 0 ? 'nothing new' : 'nothing'
  const scanned = `Scanned ${texts.length > 0 ? [...texts, size(read.bytes)].join(', ') : nothing}.`
  return aside.length > 0 ? `${scanned} (${aside.join(', ')}.)` : scanned
}

export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `1,204`. The platform's own would load its tables of languages, which takes longer than a scan. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  const units = ['kB', 'MB', 'GB', 'TB']
  let amount = bytes / 1000
  let unit = 0
  // What would print as 1000.0 belongs to the next unit.
  while (amount >= 999.95 && unit < units.length - 1) {
    amount /= 1000
    unit++
  }
  return `${amount.toFixed(1)} ${units[unit] ?? ''}`
}
