import { Secret } from '@keyward/core'
import { nearest, UsageError } from '@keyward/core/settings'
import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { described } from '../preset-run/request.ts'
import { isOfPreset, runPreset, type Receipt } from '../preset-run/run.ts'
import { presets } from '../presets/index.ts'
import type { Bind, Preset } from '../presets/preset.ts'
import type { Request } from '../request.ts'

export async function run(request: Request): Promise<number> {
  const [verb, id, ...rest] = request.words
  const { stdout } = request.surroundings
  if (verb === 'list' && id === undefined) {
    stdout.write(list())
    return 0
  }
  if ((verb === 'show' || verb === 'run') && id !== undefined && rest.length === 0) {
    const preset = presetNamed(id)
    if (verb === 'run') return end(preset, request)
    stdout.write(story(preset))
    return 0
  }
  throw new UsageError('preset lacks what to do.', 'Write preset list, show ID or run ID.')
}

function presetNamed(id: string): Preset {
  const preset = presets.find((preset) => preset.id === id)
  if (preset) return preset
  const ids = presets.map((preset) => preset.id)
  const near = nearest(id, ids)
  const remedy = near ? `Did you mean ${near}?` : 'See keyward-revoke preset list.'
  throw new UsageError(`There is no preset "${id}".`, remedy)
}

function list(): string {
  const rows = presets.map(({ id, title, undo, steps }) => {
    const effect =
      steps.length === 0 ? 'by hand' : undo === undefined ? 'for good' : 'can be undone'
    return [id, effect, title] as const
  })
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const lines = rows.map(
    ([id, effect, title]) =>
      `${id.padEnd(widths[0] ?? 0)}  ${effect.padEnd(widths[1] ?? 0)}  ${title}`,
  )
  return `${lines.join('\n')}\n`
}

const bindings: Readonly<Record<Bind, string>> = {
  secret: 'The secret itself is sent, so no other can be meant.',
  self: 'The secret signs the request that ends it.',
  embedded: 'The secret holds its own id.',
  lookup: 'The provider is asked for the id of this secret first.',
  configured: 'You tell its id; nothing here can check that it is the right one.',
}

function story(preset: Preset, at?: string): string {
  const { id, title, docs, checked, effect, undo, bind, needs, trial, steps, byHand } = preset
  const base = at ?? preset.base ?? '(told with --at)'
  const lines = [
    `${id}  ${title}`,
    `  effect    ${effect}`,
    `  undo      ${undo ?? 'Nothing takes it back.'}`,
    ...(steps.length > 0 ? [`  which     ${bindings[bind]}`] : []),
    ...steps.map(
      ({ request }, step) => `  ${step === 0 ? 'asks ' : '     '}     ${described(request, base)}`,
    ),
    ...(trial ? [`  trial     ${described(trial.request, base)}`] : []),
    ...needs.map(({ name, about, secret }) => {
      const how = secret ? `${variableOf(name)} in the environment` : `--set ${name}=…`
      return `  needs     ${how}: ${about}`
    }),
    ...(byHand === undefined ? [] : [`  by hand   ${byHand}`]),
    `  docs      ${docs} (held against it on ${checked})`,
  ]
  return `${lines.join('\n')}\n`
}

/** Shows what will happen, has it confirmed, does it and keeps a receipt. */
async function end(preset: Preset, request: Request): Promise<number> {
  const { values, surroundings } = request
  const { stdout, stderr, clock } = surroundings
  const mode = values['trial'] === undefined ? 'run' : 'trial'
  const at = values['at']
  if (mode === 'run') requireConfirmation(preset, values['confirm'])
  const secret = await readSecret(request)
  // Told before anything is sent, by whoever confirmed it.
  stderr.write(story(preset, at))
  if (!isOfPreset(secret, preset)) {
    throw new UsageError(`What stdin holds is no ${preset.title}.`, 'Nothing was sent.')
  }
  const receipt = await runPreset({
    preset,
    secret,
    needs: needsOf(preset, request),
    mode,
    fetch,
    now: clock,
    ...(at === undefined ? {} : { base: addressOf(at) }),
  })
  if (receipt.steps.length > 0) keep(receipt, request)
  stdout.write(`${sentence(receipt)}\n`)
  return receipt.outcome.state === 'ended' || receipt.outcome.state === 'would end' ? 0 : 1
}

function requireConfirmation({ id, effect, undo }: Preset, confirmed: string | undefined): void {
  if (confirmed === id) return
  throw new UsageError(
    `${effect} ${undo === undefined ? 'Nothing takes it back.' : undo}`,
    `To go on, write --confirm ${id}; to ask the provider first, write --trial.`,
  )
}

async function readSecret({ surroundings: { stdin } }: Request): Promise<Secret> {
  if (stdin.isTTY) {
    throw new UsageError(
      'The secret is read from stdin.',
      'Pipe it in: what is typed stays on the screen.',
    )
  }
  const parts: Uint8Array[] = []
  for await (const part of stdin) parts.push(part)
  const text = Buffer.concat(parts).toString().trim()
  if (text === '') throw new UsageError('stdin held nothing.', 'Pipe the secret in.')
  return new Secret(text)
}

function needsOf(preset: Preset, { values, surroundings }: Request): ReadonlyMap<string, string> {
  const told = new Map(
    (values['set'] ?? '').split('\n').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')] as const
    }),
  )
  const known = preset.needs.map(({ name, secret }) => {
    const value = secret ? surroundings.environment[variableOf(name)] : told.get(name)
    return [name, value ?? ''] as const
  })
  return new Map(known)
}

function variableOf(need: string): string {
  return `KEYWARD_PRESET_${need.toUpperCase().replaceAll('-', '_')}`
}

function addressOf(text: string): string {
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  const isSafe = isAddress && (text.startsWith('https:') || isLoopback(new URL(text).hostname))
  if (isSafe) return text
  throw new UsageError('--at is no address that a secret may be sent to.', 'Write https://… .')
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

function keep(receipt: Receipt, { values, surroundings }: Request): void {
  const file = resolve(surroundings.cwd, values['receipts'] ?? 'keyward-receipts.jsonl')
  try {
    appendFileSync(file, `${JSON.stringify(receipt)}\n`, { mode: 0o600 })
  } catch {
    // It has happened all the same, so what would have been kept is told.
    surroundings.stderr.write(
      `The receipt could not be kept in ${file}: ${JSON.stringify(receipt)}\n`,
    )
  }
}

function sentence({ preview, outcome }: Receipt): string {
  switch (outcome.state) {
    case 'ended':
      return `${preview} is dead.`
    case 'would end':
      return `${preview} lives, and its provider would end it.`
    case 'untried':
      return 'This provider cannot be asked without ending it. Nothing was sent.'
    case 'refused': {
      const doubt = outcome.isCertain ? '' : ' Whether it happened all the same is not known.'
      return `${preview} was not ended. ${outcome.reason}${doubt}`
    }
  }
}
