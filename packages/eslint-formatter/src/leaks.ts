import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import {
  createEngine,
  houseKeyDetectors,
  positionsOf,
  proofOf,
  providers,
  type Engine,
  type Finding,
} from '@keyward/core'
import { isDetectorOn, matchesAllow, type Settings } from '@keyward/core/settings'
import type { Leak } from '@keyward/revoke/sender'
import type { ESLint } from 'eslint'

export interface Known {
  /** The folder that paths are told from. */
  readonly root: string
  readonly settings: Settings
  readonly today: string
}

/**
 * The secrets that rules of Keyward point at. Messages name none, so the files they are about are
 * scanned once more.
 */
export function leaksIn(results: readonly ESLint.LintResult[], known: Known): readonly Leak[] {
  const flagged = results.filter(({ messages }) => linesOf(messages).size > 0)
  if (flagged.length === 0) return []
  const engine = engineFor(known)
  return flagged.flatMap((result) => leaksOf(result, engine, known))
}

function leaksOf(
  { filePath, source, messages }: ESLint.LintResult,
  engine: Engine,
  known: Known,
): readonly Leak[] {
  const text = source ?? textOf(filePath)
  if (text === undefined) return []
  const path = relative(known.root, filePath).replaceAll(sep, '/')
  const bytes = new TextEncoder().encode(text)
  const { findings } = engine.scan(bytes, { path })
  const positions = positionsOf(bytes, findings)
  const lines = linesOf(messages)
  return findings.flatMap((finding, index) => {
    const { line = 0, endLine = 0 } = positions[index] ?? {}
    const isPointedAt = [...lines].some((at) => line <= at && at <= endLine)
    return isPointedAt && isNews(finding, path, known) ? [leakOf(finding, path, line, known)] : []
  })
}

/** `keyward` is what the plugin is called in its own configurations. */
function linesOf(messages: ESLint.LintResult['messages']): ReadonlySet<number> {
  const ours = messages.filter(({ ruleId }) => ruleId?.startsWith('keyward/') === true)
  return new Set(ours.map(({ line }) => line))
}

function isNews({ detector, secret, suppression }: Finding, path: string, known: Known): boolean {
  const asked = { detectorId: detector.id, path, secretText: secret.reveal() }
  const { settings, today } = known
  return !suppression && !settings.allow.some((entry) => matchesAllow(entry, asked, today))
}

function leakOf(finding: Finding, path: string, line: number, { settings }: Known): Leak {
  const { detector, confidence } = finding
  return { ...proofOf(finding, settings.keys), detector: detector.id, confidence, path, line }
}

function engineFor({ settings, today }: Known): Engine {
  const detectors = [
    ...providers.flatMap((provider) => provider.detectors),
    ...settings.keys.flatMap((key) => houseKeyDetectors(key)),
  ].filter(({ id }) => isDetectorOn(settings.detectors, id))
  return createEngine({ detectors, confidence: settings.confidence, today })
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // What was linted came from an editor, or is gone.
    return undefined
  }
}
