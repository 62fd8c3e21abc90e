import {
  createEngine,
  directive,
  fingerprint,
  houseKeyDetectors,
  providers,
  readSuppressions,
  Secret,
  type Detector,
  type Engine,
  type Finding,
  type Scope,
} from '@keyward/core'
import { isDetectorOn, matchesAllow } from '@keyward/core/settings'
import { bytesOf, placesOf, type Range } from './bytes.ts'
import type { Context } from './context.ts'
import { isToldOfWhole, noteSecrets } from './parts.ts'
import { perFile } from './per-file.ts'
import { pathOf } from './place.ts'
import { settingsOf, type KeywardSettings } from './settings.ts'

/** A secret and where it stands in the text of the file, in the units of JavaScript. */
export interface FoundSecret extends Range {
  readonly finding: Finding
}

/** All secrets of a file that no comment and no setting lets stay. One scan serves every rule. */
export const secretsIn = perFile((context): readonly FoundSecret[] => {
  const { text } = context.sourceCode
  const found = scanText(context, text).filter(({ finding }) => !finding.suppression)
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
  const bytes = bytesOf(text)
  const engine = which === 'generic' ? generic() : all
  const { findings } = engine.scan(bytes, { path: pathOf(context) })
  if (findings.length === 0) return []
  const places = placesOf(text, bytes.length, findings)
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

interface Engines {
  readonly day: string
  readonly all: Engine
  /** Knows no provider: for values that have no shape of their own. */
  readonly generic: () => Engine
}

/** Made for the first file and not when the plugin is loaded: a cached run has no first file. */
const engines = new WeakMap<KeywardSettings, Engines>()

const enginesOf = perFile((context) => enginesFor(settingsOf(context)))

function enginesFor(settings: KeywardSettings): Engines {
  const asOf = today()
  const known = engines.get(settings)
  // An editor keeps the plugin loaded for days.
  if (known?.day === asOf) return known
  const made = createEngines(settings, asOf)
  engines.set(settings, made)
  return made
}

function createEngines(settings: KeywardSettings, day: string): Engines {
  const detectors = detectorsFor(settings)
  const { confidence } = settings
  let generic: Engine | undefined
  return {
    day,
    all: createEngine({ detectors, confidence, today: day }),
    generic: () =>
      (generic ??= createEngine({
        detectors: detectors.filter((detector) => 'finder' in detector),
        confidence,
        today: day,
      })),
  }
}

function detectorsFor(settings: KeywardSettings): readonly Detector[] {
  return [
    ...providers.flatMap((provider) => provider.detectors),
    ...settings.keys.flatMap((key) => houseKeyDetectors(key)),
  ].filter(({ id }) => isDetectorOn(settings.detectors, id))
}

let day = ''
let dayEnds = 0

/** As `2027-01-31`. Asked for every file, and the same until midnight. */
function today(): string {
  const now = Date.now()
  if (now < dayEnds) return day
  day = new Date(now).toISOString().slice(0, 10)
  dayEnds = Date.parse(day) + 24 * 60 * 60 * 1000
  return day
}
