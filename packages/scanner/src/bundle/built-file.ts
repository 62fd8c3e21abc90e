import { readFileSync, statSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** Files whose places a source map may know, and what is compressed for the server to send. */
export function isMappable(path: string): boolean {
  return /\.(?:[cm]?js|css|html?|map|br)$|(?<!\.tar)\.gz$/i.test(path)
}

/** What runs in a browser, makes it run something, or tells what it was made from. */
export function isForBrowser(path: string): boolean {
  return /\.(?:[cm]?js|html?|map)(?:\.(?:gz|br))?$/i.test(path)
}

export function isSourceMapFile(path: string): boolean {
  return /\.map(?:\.(?:gz|br))?$/i.test(path)
}

/** The name of what is compressed. */
export function plainName(path: string): string {
  return path.replace(/\.(?:gz|br)$/i, '')
}

/** Beyond this a text is scanned piece by piece, and no map is read. */
const largest = 256 * 1024 * 1024

export function isTooLarge(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest
}

/** The text a browser sees. */
export function readBuilt(path: string): Buffer {
  const bytes = readFileSync(path)
  const limit = { maxOutputLength: largest }
  if (/\.gz$/i.test(path)) return gunzipSync(bytes, limit)
  return /\.br$/i.test(path) ? brotliDecompressSync(bytes, limit) : bytes
}
