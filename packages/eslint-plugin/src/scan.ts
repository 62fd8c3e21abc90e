import {
  directive,
  fingerprint,
  readSuppressions,
  Secret,
  type Finding,
  type Scan,
  type Scope,
} from '@keyward/core'
import { matchesAllow } from '@keyward/core/settings'
import { bytesOf, placesOf, type Range } from './bytes.ts'
import type { Context } from './context.ts'
import { enginesOf, lookOf, today } from './engines.ts'
import { isToldOfWhole, noteSecrets } from './parts.ts'
import { perFile } from './per-file.ts'
import { pathOf } from './place.ts'
import { settingsOf } from './settings.ts'

/** A secret and where it stands in the text of the file, in the units of JavaScript. */
export interface FoundSecret extends Range {
  readonly finding: Finding
}

/** All secrets of a file that no comment and no setting lets stay. One scan serves every rule. */
export const secretsIn = perFile((context): readonly FoundSecret[] => {
  const { text } = context.sourceCode
  const look = lookOf(context)
  const scan = enginesOf(context).all.scan(bytesOf(text), { path: pathOf(context) }, look)
  const found = foundIn(context, text, scan).filter(({ finding }) => !finding.suppression)
  noteSecrets(
    context,
    found.map(({ finding }) => finding.secret),
  )
  return found
})

/** Those whose issuer is known by their shape or their surroundings; the rest are guessed by names. */
export const namedSecretsIn = perFile((context): readonly FoundSecret[] =>
  secretsIn(context).filter(({ finding }) => !isGeneric(finding)),
)

/** The secrets of a text that is not in the file as it stands: put together, decoded, named. */
export function scanText(
  context: Context,
  text: string,
  which?: 'generic',
): readonly FoundSecret[] {
  const { all, generic } = enginesOf(context)
  const engine = which === 'generic' ? generic() : all
  return foundIn(context, text, engine.scan(bytesOf(text), { path: pathOf(context) }))
}

function foundIn(context: Context, text: string, { findings }: Scan): readonly FoundSecret[] {
  if (findings.length === 0) return []
  const places = placesOf(text, bytesOf(text).length, findings)
  return findings.flatMap((finding, index) => {
    const place = places[index]
    return place && !isAllowed(context, finding.detector.id, finding.secret)
      ? [{ finding, ...place }]
      : []
  })
}

export function isGeneric({ detector }: Finding): boolean {
  return 'finder' in detector
}

/** Whether a comment says that what stands here may stay; `id` is a detector's or a rule's. */
export function isIgnored(
  context: Context,
  ids: readonly string[],
  { start, end }: Range,
): boolean {
  return scopesIn(context).some(
    ({ from, to, suppression }) =>
      suppression.state === 'unused' &&
      ids.includes(suppression.detector) &&
      from <= end &&
      start <= to,
  )
}

/** What the comments of a file look after, in the units of JavaScript. */
const scopesIn = perFile(
  (context): readonly { from: number; to: number; suppression: Scope['suppression'] }[] => {
    const { text } = context.sourceCode
    if (!text.includes(directive)) return []
    const bytes = bytesOf(text)
    const buffer = new TextDecoder('latin1').decode(bytes)
    const offsets: number[] = []
    for (let at = buffer.indexOf(directive); at >= 0; at = buffer.indexOf(directive, at + 1)) {
      offsets.push(at)
    }
    const scopes = readSuppressions(bytes, offsets, today())
    const spans = scopes.map(({ from, to }) => ({ start: from, end: to }))
    return placesOf(text, bytes.length, spans).map(({ start, end }, index) => ({
      from: start,
      to: end,
      suppression: scopes[index]!.suppression,
    }))
  },
)

/** Whether a comment or a setting lets a text stay that no detector but the AST knows of. */
export function mayStay(context: Context, rule: string, text: string, range: Range): boolean {
  return (
    isIgnored(context, [rule, genericId], range) || isAllowed(context, genericId, new Secret(text))
  )
}

/** What allow entries and comments call a credential that is known by its place alone. */
const genericId = 'generic-credential'

function isAllowed(context: Context, detectorId: string, secret: Secret): boolean {
  if (isToldOfWhole(context, secret)) return true
  const { allow, salt } = settingsOf(context)
  if (allow.length === 0) return false
  const leak = {
    detectorId,
    path: pathOf(context),
    secretText: secret.reveal(),
    ...(salt === undefined ? {} : { fingerprint: fingerprint(salt, detectorId, secret) }),
  }
  return allow.some((entry) => matchesAllow(entry, leak, today()))
}
