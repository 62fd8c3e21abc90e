import type { Flag } from '@keyward/core/settings'
import { commands } from './command.ts'
import { flags } from './flags.ts'

export function help(): string {
  const rows: readonly Flag[] = flags
  const left = rows.map(({ name, short, value, choices }) => {
    const shown = choices ? choices.join('|') : value
    return `${short ? `-${short}, ` : '    '}--${name}${shown ? ` ${shown}` : ''}`
  })
  return `Keyward keeps API keys out of code.

${columns(commands.map(({ usage, summary }) => [usage, summary]))}

${columns(rows.map(({ summary }, index) => [left[index] ?? '', summary]))}

Exit code: 0 nothing new, 1 secrets found, 2 do not trust this run, 130 interrupted.
`
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')
}
