import { houseKeyProblem, type HouseKey } from '@keyward/core'
import { parse, TomlError } from 'smol-toml'
import { z } from 'zod'
import { UsageError } from '@keyward/core/settings'
import { defaultBreaker } from './breaker.ts'
import { effects } from './effect.ts'
import { known } from './record.ts'
import { defaultLimits } from './limits.ts'
import { defaultPolicy, modes } from './policy.ts'
import { exposures } from './report.ts'
import { isMessageKey } from './standard-webhook.ts'

const address = z.url()
const effect = z.enum(effects)
const exposure = z.enum(exposures)
const addresses = z.array(z.email()).default([])
/** Secrets are never written into the file: it names the variable that holds one. */
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable')
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be small letters and hyphens')
const positive = z.int().positive()

const shape = z.strictObject({
  database: z.string().min(1).default('sqlite:keyward-revoke.db'),
  port: z.int().min(0).max(65_535).default(8788),
  hostname: z.string().default('127.0.0.1'),
  log: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How long a job is left to a process that may have died. */
  lease_seconds: z.number().min(0.5).max(3600).default(60),
  /** The proxy in front tells whose request it is. */
  behind_proxy: z.boolean().default(false),
  key_service: z.strictObject({
    url: address,
    token_variable: variable.default('KEYWARD_REPORTER_KEY'),
    /** Of a key with the scope `keys:read`: the breaker counts the keys of an organisation. */
    reader_token_variable: variable.optional(),
    /** Read by `keyward-revoke release` alone: the key, `quarantine:release`, of whoever runs it. */
    release_token_variable: variable.default('KEYWARD_RELEASE_KEY'),
  }),
  policy: z
    .strictObject({
      version: z.string().max(60).default(defaultPolicy.version),
      mode: z.enum(modes).default(defaultPolicy.mode),
      exposure: z.partialRecord(exposure, effect).default({}),
      environment: z.record(z.string(), effect).default({}),
      confidence: z.partialRecord(z.enum(['possible', 'likely', 'certain']), effect).default({}),
      origin: z.record(z.string(), effect).default({}),
    })
    .prefault({}),
  breaker: z
    .strictObject({
      keys: positive.default(defaultBreaker.keys),
      share: z.number().gt(0).max(1).default(defaultBreaker.share),
      share_from: positive.default(defaultBreaker.shareFrom),
      overall: positive.default(defaultBreaker.overall),
      minutes: z
        .number()
        .positive()
        .default(defaultBreaker.windowMs / 60_000),
    })
    .prefault({}),
  limits: z
    .strictObject({
      reporter: positive.default(defaultLimits.reporter),
      organisation: positive.default(defaultLimits.organisation),
      address: positive.default(defaultLimits.address),
    })
    .prefault({}),
  /** As `[[key]]` of keyward.toml: what keys of ours look like. */
  key: z.array(z.looseObject({ id: z.string() })).default([]),
  reporter: z
    .array(
      z.strictObject({
        name,
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
          .optional(),
        key_variable: variable.optional(),
        organisation: z.string().optional(),
        exposure: exposure.optional(),
      }),
    )
    .default([]),
  github: z
    .strictObject({
      partner: z.boolean().default(false),
      keys_url: address.default('https://api.github.com/meta/public_keys/secret_scanning'),
      url: address.default('https://api.github.com'),
      token_variable: variable.optional(),
      webhook_secret_variable: variable.optional(),
      /** `organisation` or `owner/name`: what is looked through for alerts that were missed. */
      watch: z.array(z.string()).default([]),
    })
    .optional(),
  gitlab: z
    .strictObject({
      token_variable: variable.optional(),
      types: z.array(z.string()).default([]),
      partner_keys_url: address.optional(),
    })
    .optional(),
  gitguardian: z.strictObject({ token_variable: variable }).optional(),
  trufflehog: z.strictObject({ token_variable: variable }).optional(),
  sender: z
    .array(
      z.strictObject({
        name,
        key_variables: z.array(variable).min(1),
        exposure: exposure.default('public'),
      }),
    )
    .default([]),
  mail: z
    .strictObject({
      url_variable: variable,
      from: z.string().min(3),
      operators: addresses,
      administrators: z.record(z.string(), addresses).default({}),
      members: z.record(z.string(), z.email()).default({}),
    })
    .optional(),
  room: z.array(z.strictObject({ name, url_variable: variable })).default([]),
  subscriber: z
    .array(z.strictObject({ name, url: address, key_variables: z.array(variable).min(1) }))
    .default([]),
  /** Addresses of our own network that rooms and subscribers may have. */
  internal: z.array(z.string()).default([]),
})

export type Settings = z.infer<typeof shape>

/** Reads the file of `keyward-revoke serve`; says all that is wrong with it at once. */
export function parseSettings(text: string, file: string): Settings {
  const { success, data, error } = shape.safeParse(document(text, file))
  if (!success) {
    const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new UsageError(`${file} cannot be used.`, faults.join('; '))
  }
  for (const key of formatsOf(data)) {
    const problem = houseKeyProblem(key)
    if (problem !== undefined) throw new UsageError(`${file}: key ${key.id}:`, problem)
  }
  return data
}

export function formatsOf({ key }: Settings): readonly HouseKey[] {
  // Its members are looked at by houseKeyProblem.
  return key
}

/** The value of a variable that the file names. */
export function secretOf(environment: NodeJS.ProcessEnv, variable: string): string {
  const value = environment[variable]
  if (value !== undefined && value !== '') return value
  throw new UsageError(`${variable} is not set.`, 'Put the secret into it that the settings mean.')
}

export function messageKeyOf(environment: NodeJS.ProcessEnv, variable: string): string {
  const key = secretOf(environment, variable)
  if (isMessageKey(key)) return key
  const remedy =
    'Write whsec_ and 24 to 64 bytes in base64, or whsk_ or whpk_ and a key of Ed25519.'
  throw new UsageError(`${variable} is no key of Standard Webhooks.`, remedy)
}

/** Only what was said: the rest is what the policy says by itself. */
export function policyOf({ policy }: Settings): typeof defaultPolicy {
  return {
    ...defaultPolicy,
    ...policy,
    exposure: { ...defaultPolicy.exposure, ...known(policy.exposure) },
    confidence: { ...defaultPolicy.confidence, ...known(policy.confidence) },
  }
}

function document(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw new UsageError(`${file}:${error.line} is no TOML.`, 'Look at that line.')
  }
}
