import { constantText, unwrapped, type Node } from './expressions.ts'

/** The public prefixes of a configuration that secrets have as well. */
export function widePrefixes(value: Node): string[] {
  const node = unwrapped(value)
  const texts = node.type === 'ArrayExpression' ? node.elements : [node]
  return texts.flatMap((text) => {
    const prefix = text ? constantText(text) : undefined
    return prefix !== undefined && isWide(prefix) ? [prefix] : []
  })
}

/** Prefixes that secrets of well-known services and frameworks have. */
function isWide(prefix: string): boolean {
  if (/PUBLIC|CLIENT|BROWSER/i.test(prefix)) return false
  const words =
    /^(?:[A-Z]?|_|API|APP|APP_API|AUTH|AWS|AZURE|CLERK|DATABASE|DB|FIREBASE|GCP|GITHUB|GOOGLE|JWT|KEY|MONGO(?:DB)?|NEXTAUTH|NODE|OPENAI|ANTHROPIC|POSTGRES|REDIS|SECRET|SENTRY|SMTP|STRIPE|SUPABASE|TAURI|TOKEN|TWILIO|VERCEL)_?$/i
  return words.test(prefix)
}
