import type { ESLint, Linter } from 'eslint'
import type picocolors from 'picocolors'

type Colors = ReturnType<typeof picocolors.createColors>

/** Files as headings, a line a message, and one line that counts them: what ESLint prints itself. */
export function printResults(results: readonly ESLint.LintResult[], colors: Colors): string {
  const loud = results.filter(({ messages }) => messages.length > 0)
  if (loud.length === 0) return ''
  const blocks = loud.map((result) => block(result, colors))
  return `\n${blocks.join('\n\n')}\n\n${summary(loud, colors)}\n`
}

function block({ filePath, messages }: ESLint.LintResult, colors: Colors): string {
  const rows = messages.map((message) => rowOf(message))
  const widths = {
    line: longest(rows.map(({ line }) => line)),
    column: longest(rows.map(({ column }) => column)),
    severity: longest(rows.map(({ severity }) => severity)),
    text: longest(rows.map(({ text }) => text)),
  }
  const lines = rows.map(({ line, column, severity, text, rule }) => {
    const color = severity === 'error' ? colors.red : colors.yellow
    const place = `${line.padStart(widths.line)}:${column.padEnd(widths.column)}`
    const said = `${color(severity.padEnd(widths.severity))}  ${text.padEnd(widths.text)}`
    const shown = `  ${colors.dim(place)}  ${said}`
    return rule === '' ? shown.trimEnd() : `${shown}  ${colors.dim(rule)}`
  })
  return [colors.underline(filePath), ...lines].join('\n')
}

interface Row {
  readonly line: string
  readonly column: string
  readonly severity: string
  readonly text: string
  readonly rule: string
}

function rowOf({ line, column, severity, fatal, message, ruleId }: Linter.LintMessage): Row {
  return {
    line: String(line),
    column: String(column),
    severity: fatal === true || severity === 2 ? 'error' : 'warning',
    text: message.replace(/([^ ])\.$/u, '$1'),
    rule: ruleId ?? '',
  }
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length))
}

function summary(results: readonly ESLint.LintResult[], colors: Colors): string {
  const errors = sum(results, 'errorCount')
  const warnings = sum(results, 'warningCount')
  const color = errors > 0 ? colors.red : colors.yellow
  const all = count(errors + warnings, 'problem')
  const lines = [`✖ ${all} (${count(errors, 'error')}, ${count(warnings, 'warning')})`]
  const fixableErrors = sum(results, 'fixableErrorCount')
  const fixableWarnings = sum(results, 'fixableWarningCount')
  if (fixableErrors + fixableWarnings > 0) {
    const some = `${count(fixableErrors, 'error')} and ${count(fixableWarnings, 'warning')}`
    lines.push(`  ${some} potentially fixable with the \`--fix\` option.`)
  }
  return lines.map((line) => color(colors.bold(line))).join('\n')
}

type Counted = 'errorCount' | 'warningCount' | 'fixableErrorCount' | 'fixableWarningCount'

function sum(results: readonly ESLint.LintResult[], name: Counted): number {
  return results.reduce((all, result) => all + result[name], 0)
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`
}
