import { counted } from './printers/amounts.ts'
import type { Stream } from './surroundings.ts'

export interface Progress {
  readonly show: (files: number) => void
  readonly clear: () => void
}

/** Quick scans show nothing. */
const patience = 1000
const pause = 100

/** One line that says how far a scan is, on a terminal, when it takes longer than a second. */
export function showProgress(stream: Stream): Progress {
  const begin = Date.now()
  let last = begin + patience - pause
  let isShown = false
  return {
    show(files) {
      const now = Date.now()
      if (stream.isTTY !== true || now - last < pause) return
      last = now
      isShown = true
      stream.write(`\r\u001b[KScanned ${counted(files, 'file')}`)
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K')
    },
  }
}
