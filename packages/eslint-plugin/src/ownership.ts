import type { Range } from './bytes.ts'
import type { Context } from './context.ts'
import { perFile } from './per-file.ts'

interface Ownership {
  readonly rules: string[]
  readonly claims: Range[]
}

/** One secret is one report: which rules run on a file, and what they have spoken for. */
const ownershipOf = perFile<Ownership>(() => ({ rules: [], claims: [] }))

export function noteRule(context: Context, name: string): void {
  ownershipOf(context).rules.push(name)
}

/** To be asked when the tree is walked: only then has every rule been created. */
export function isRunning(context: Context, name: string): boolean {
  return ownershipOf(context).rules.includes(name)
}

export function claim(context: Context, range: Range): void {
  ownershipOf(context).claims.push(range)
}

export function isClaimed(context: Context, { start, end }: Range): boolean {
  return ownershipOf(context).claims.some((other) => other.start < end && start < other.end)
}
