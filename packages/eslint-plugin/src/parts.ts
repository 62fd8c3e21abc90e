import type { Secret } from '@keyward/core'
import type { Context } from './context.ts'

/** The file that was linted last, and what it holds. Its parts follow it at once. */
let whole: { readonly filename: string; readonly secrets: ReadonlySet<string> } | undefined

const none: ReadonlySet<string> = new Set()

export function noteSecrets(context: Context, secrets: readonly Secret[]): void {
  if (isPart(context)) return
  const isNone = secrets.length === 0
  const texts = isNone ? none : new Set(secrets.map((secret) => secret.reveal()))
  whole = { filename: context.filename, secrets: texts }
}

/** Whether a secret is reported of the page whose script ESLint is given by itself. */
export function isToldOfWhole(context: Context, secret: Secret): boolean {
  if (!isPart(context) || whole?.filename !== context.physicalFilename) return false
  return whole.secrets.has(secret.reveal())
}

/** A block that a processor took out of a file. */
function isPart(context: Context): boolean {
  // oxlint knows no processors.
  const physical = context.physicalFilename as string | undefined
  return physical !== undefined && physical !== context.filename
}
