/** Rows in aligned columns, a line each. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const lines = rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)))
  return lines.map((line) => `${line.join('  ').trimEnd()}\n`).join('')
}
