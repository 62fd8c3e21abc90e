import { createHash } from 'node:crypto'
import { providers, type Secret } from '@keyward/core'
import type { Preset, Step } from '../presets/preset.ts'
import { extracted, isSuccess } from './answer.ts'
import { ask, described, type RequestParts } from './request.ts'
import { valuesOf, type Values } from './template.ts'

export interface RunParts {
  readonly preset: Preset
  readonly secret: Secret
  readonly needs: Values
  /** In place of the preset's own. */
  readonly base?: string
  readonly mode: 'trial' | 'run'
  readonly fetch: typeof fetch
  readonly now: () => number
}

/** What was done, kept for whoever asks later. It names the secret by its hash and its preview. */
export interface Receipt {
  readonly at: string
  readonly preset: string
  readonly mode: 'trial' | 'run'
  readonly sha256: string
  readonly preview: string
  readonly steps: readonly { readonly request: string; readonly status: number | undefined }[]
  readonly outcome: Outcome
}

export type Outcome =
  | { readonly state: 'ended' }
  /** The provider would end it. */
  | { readonly state: 'would end' }
  /** The preset has no way to ask first; nothing was sent. */
  | { readonly state: 'untried' }
  | {
      readonly state: 'refused'
      /** Whether something may have happened all the same. */
      readonly isCertain: boolean
      readonly reason: string
    }

/** Ends one secret at its provider, or asks whether it would. */
export async function runPreset(parts: RunParts): Promise<Receipt> {
  const { preset, secret, mode, now } = parts
  const steps: { request: string; status: number | undefined }[] = []
  const sha256 = createHash('sha256').update(secret.reveal()).digest('hex')
  const outcome = await outcomeOf(parts, sha256, steps)
  return {
    at: new Date(now()).toISOString(),
    preset: preset.id,
    mode,
    sha256,
    preview: secret.preview,
    steps,
    outcome,
  }
}

type Told = { request: string; status: number | undefined }[]

async function outcomeOf(parts: RunParts, sha256: string, told: Told): Promise<Outcome> {
  const { preset, secret, needs, mode } = parts
  const base = parts.base ?? preset.base
  if (!isOfPreset(secret, preset)) return refused(`It is no ${preset.title}.`)
  if (preset.steps.length === 0) return refused(preset.byHand ?? 'No request can end it.')
  if (base === undefined) return refused('The address of the service has to be told.')
  const missing = preset.needs.filter(({ name }) => !needs.get(name))
  if (missing.length > 0) return refused(`It needs ${missing.map(({ name }) => name).join(', ')}.`)

  const values = new Map(valuesOf(secret, sha256, needs))
  const request = { base, values, fetch: parts.fetch, at: new Date(parts.now()) }
  if (mode === 'trial') {
    if (!preset.trial) return { state: 'untried' }
    return (await take(preset.trial, request, values, told)) ?? { state: 'would end' }
  }
  for (const step of preset.steps) {
    const failure = await take(step, request, values, told)
    if (failure) return failure
  }
  return { state: 'ended' }
}

/** Answers with what went wrong, if something did. */
async function take(
  { request, success, extract = {} }: Step,
  parts: RequestParts,
  values: Map<string, string>,
  told: Told,
): Promise<Outcome | undefined> {
  const answer = await ask(request, parts)
  told.push({ request: described(request, parts.base), status: answer?.status })
  const isReading = request.method === 'GET'
  if (!answer) return refused('The provider could not be reached, or did not answer.', isReading)
  if (!isSuccess(answer, success, values)) {
    return refused(`The provider answered ${String(answer.status)}, which is no yes.`, true)
  }
  for (const [name, wanted] of Object.entries(extract)) {
    const value = extracted(answer, wanted, values)
    if (value === undefined) return refused('The provider does not say which of its keys this is.')
    values.set(name, value)
  }
  return undefined
}

function refused(reason: string, isCertain = true): Outcome {
  return { state: 'refused', isCertain, reason }
}

/** A key of one provider is never told another. */
export function isOfPreset(secret: Secret, { detectors, shape }: Preset): boolean {
  const text = secret.reveal()
  if (shape?.test(text)) return true
  const known = providers.flatMap((provider) => provider.detectors)
  return known.some((detector) => {
    if (!detectors.includes(detector.id)) return false
    if (!('pattern' in detector)) return false
    const match = detector.pattern.exec(text)
    if (match?.groups?.['secret'] !== text) return false
    const checked = detector.check?.(text, { text: match[0], groups: match.groups })
    return typeof checked !== 'object'
  })
}
