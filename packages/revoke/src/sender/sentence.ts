import type { Outcome } from './delivery.ts'
import type { Sent } from './sent.ts'

/** What became of so many leaks, for a person. */
export function sentenceOf(sent: Sent, count: number): string {
  switch (sent.state) {
    case 'none':
      return `Nothing was reported: ${sent.reason}.`
    case 'unsent': {
      const they = count === 1 ? 'It is' : 'They are'
      const later = sent.isSpooled ? ` ${they} reported with the next ones.` : ''
      return `${leaksText(count)} could not be reported. ${sent.reason}.${later}`
    }
    case 'sent': {
      const { mode, meant, service, exposure, outcomes } = sent
      const dry = mode === 'dry-run' ? ` This is a dry run; it would ${meant} its keys.` : ''
      return `Reported ${leaksText(outcomes.length)} to ${service} as ${exposure}: ${amounts(outcomes)}.${dry}`
    }
  }
}

function leaksText(count: number): string {
  return count === 1 ? '1 leak' : `${String(count)} leaks`
}

function amounts(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>()
  for (const { state } of outcomes) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => `${String(count)} ${words[state] ?? state}`).join(', ')
}

const words: Readonly<Record<string, string>> = {
  unknown: 'not of that service',
  'already-revoked': 'revoked before',
  'already-quarantined': 'quarantined before',
  duplicate: 'known already',
}
