import type { Flag } from '@keyward/core/settings'
import { commands } from './command.ts'
import { flags } from './flags.ts'

export function help(): string {
  const rows: readonly Flag[] = flags
  const left = rows.map(({ name, short, value, choices }) => {
    const shown = choices && choices.length < 6 ? choices.join('|') : value
    return `${short ? `-${short}, ` : '    '}--${name}${shown ? ` ${shown}` : ''}`
  })
  return `Keyward mints, verifies, rotates and revokes API keys.

${columns(commands.map(({ usage, summary }) => [usage, summary]))}

${columns(rows.map(({ summary }, index) => [left[index] ?? '', summary]))}

Commands work on the database itself, or with --url on a service that runs.
Exit code: 0 done, 1 not done, 2 do not trust this run, 130 interrupted.
`
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')
}
