/** Columns wide enough for their text: the first one to the left, the others to the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, ...rows]
  const widths = heading.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  return lines.map((line) => aligned(line, widths)).join('\n')
}

function aligned(line: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, column) => {
      const text = line[column] ?? ''
      return column === 0 ? text.padEnd(width) : text.padStart(width)
    })
    .join('  ')
    .trimEnd()
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 1)} s`
}

export function megabytes(bytes: number): string {
  const value = bytes / 1e6
  return `${value.toFixed(value < 10 ? 1 : 0)} MB`
}
