/**
 * The bytes of a secret, shut in: printed, logged, joined to a text, put in JSON or in an error,
 * it shows a preview. They leave through `reveal()` alone, so a search for that is the audit.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  get preview(): string {
    return preview(this.#text)
  }

  toString(): string {
    return this.preview
  }

  toJSON(): string {
    return this.preview
  }

  [Symbol.toPrimitive](): string {
    return this.preview
  }

  // What Node prints for console.log, util.inspect and failed assertions.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Secret(${this.preview})`
  }
}

/** Enough to recognise a secret by, never enough to guess it: at most a quarter of its text. */
function preview(text: string): string {
  const block = /^-----BEGIN [A-Z0-9 ]{1,40}-----/.exec(text)
  if (block) return `${block[0]}…`
  const shown = Math.min(4, Math.floor(text.length / 8))
  if (shown < 2) return '…'
  return `${printable(text.slice(0, shown))}…${printable(text.slice(-shown))}`
}

/** Control characters could move a terminal's cursor or end a line of a report. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what this removes
  return text.replace(/[\u0000-\u0020\u007f-\u00a0\u2028-\u202e\u2066-\u2069\ud800-\udfff]/g, '·')
}
