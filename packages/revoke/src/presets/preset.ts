/** How a provider lets one of its secrets be ended, as data. */
export interface Preset {
  /** What it is called on the command line. */
  readonly id: string
  readonly title: string
  /** Where the provider describes it. */
  readonly docs: string
  /** The day it was last held against that description. */
  readonly checked: string
  /** Ids of the detectors whose secrets it ends. */
  readonly detectors: readonly string[]
  /** All of a secret, where it is known by what stands around it or no detector knows it. */
  readonly shape?: RegExp
  /** What happens to the secret, for the person who has to say yes. */
  readonly effect: string
  /** How it is taken back; without it nothing takes it back. */
  readonly undo?: string
  /** Why it is this secret that ends and no other. */
  readonly bind: Bind
  /** Where requests go; without it the address has to be told. */
  readonly base?: string
  /** What has to be known beside the secret. */
  readonly needs: readonly Need[]
  /** Asks the provider without changing anything. */
  readonly trial?: Step
  /** One after the other; without any, a person has to do it. */
  readonly steps: readonly Step[]
  /** What a person does where no request can. */
  readonly byHand?: string
}

/**
 * `secret`: it is sent whole. `self`: it signs the request that ends it. `embedded`: it holds its
 * own id. `lookup`: the provider tells its id. `configured`: somebody has to tell its id.
 */
export type Bind = 'secret' | 'self' | 'embedded' | 'lookup' | 'configured'

export interface Need {
  readonly name: string
  readonly about: string
  /** Read from the environment, and never printed. */
  readonly secret?: true
}

export interface Step {
  readonly request: RequestShape
  readonly success: Success
  /** What later steps need to know of the answer, by name. */
  readonly extract?: Readonly<Record<string, Extract>>
}

/** `{secret}`, and `{name}` of a need or of something extracted, stand for their values. */
export interface RequestShape {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  /** Signed as AWS wants it. */
  readonly aws?: { readonly service: string; readonly key: string; readonly secret: string }
}

export interface Success {
  readonly status: readonly number[]
  /** What must stand in the answer, by path. */
  readonly json?: Readonly<Record<string, unknown>>
}

/** A value by its path, or of the one entry of a list that is this secret's. */
export type Extract =
  | { readonly path: string; readonly is?: string }
  | {
      readonly list: string
      readonly where: string
      /** A template, as in requests. `{head8}` and `{tail4}` are the ends of the secret. */
      readonly is: string
      readonly take: string
    }

export function definePreset(preset: Preset): Preset {
  return preset
}
