import {
  createEngine,
  houseKeyDetectors,
  providers,
  type Detector,
  type Engine,
  type Look,
} from '@keyward/core'
import { isDetectorOn } from '@keyward/core/settings'
import { bytesOf } from './bytes.ts'
import { perFile } from './per-file.ts'
import { pathOf } from './place.ts'
import { settingsOf, type KeywardSettings } from './settings.ts'
import { wordsDeclared } from './words.ts'

interface Engines {
  readonly day: string
  readonly all: Engine
  /** Knows no provider: for values that have no shape of their own. */
  readonly generic: () => Engine
}

/** Made for the first file and not when the plugin is loaded: a cached run has no first file. */
const engines = new WeakMap<KeywardSettings, Engines>()

export const enginesOf = perFile((context) => enginesFor(settingsOf(context)))

/** What the engine sees in a file, before any rule has it scanned. */
export const lookOf = perFile((context): Look =>
  enginesOf(context).all.look(bytesOf(context.sourceCode.text), { path: pathOf(context) }),
)

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
    all: createEngine({ detectors, confidence, today: day, words: wordsDeclared() }),
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
export function today(): string {
  const now = Date.now()
  if (now < dayEnds) return day
  day = new Date(now).toISOString().slice(0, 10)
  dayEnds = Date.parse(day) + 24 * 60 * 60 * 1000
  return day
}
