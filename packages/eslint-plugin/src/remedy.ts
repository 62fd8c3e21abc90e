import type { Finding } from '@keyward/core'
import type { Context } from './context.ts'
import type { Node } from './expressions.ts'
import { runsInBrowser, sideOf } from './side.ts'

/** What a message is filled in with: never more of a secret than its preview. */
export function tellingOf(
  context: Context,
  { detector, secret, encodings }: Finding,
  node: Node | undefined,
): Record<string, string> {
  return {
    title: detector.title,
    preview: secret.preview,
    detector: detector.id,
    encoded: encodings.length > 0 ? `, encoded as ${encodings.join(' in ')}` : '',
    why: detector.why,
    remedy: remedyFor(context, node, detector.fix),
  }
}

/** What to do about it on the side where the file runs. */
export function remedyFor(context: Context, node: Node | undefined, fix: string): string {
  const isInBrowser = node !== undefined && runsInBrowser(context, node)
  return isInBrowser ? `${fix} ${routeInstead(context)}` : fix
}

/** In a browser there is no environment to read a secret from. */
export function routeInstead(context: Context): string {
  return `Browsers are sent this file (as ${sideOf(context).sign} says), so keep the new one on the server as well, and call a route of your own from here.`
}
