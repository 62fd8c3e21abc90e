/** A table of keyward.toml, as data: what checks it, its JSON Schema and its reference read this. */
export interface TableShape<Keys extends object = Record<string, unknown>> {
  readonly settings: { readonly [Name in keyof Keys]-?: Setting }
  /** At least one of these must be said. */
  readonly needsOneOf?: readonly (keyof Keys & string)[]
  /** No two of these may be said together. */
  readonly exclusive?: readonly (keyof Keys & string)[]
  /** Told from the other tables of its list by this one. */
  readonly unique?: keyof Keys & string
  /** What no single setting shows. */
  readonly problem?: (table: Readonly<Record<string, unknown>>) => string | undefined
}

export type Setting = Shape & {
  readonly about: string
  readonly example: unknown
  readonly required?: true
  /** What holds where nothing is said. */
  readonly fallback?: string | readonly never[]
}

export type Shape =
  | { readonly shape: 'text' | 'texts'; readonly format: FormatName }
  | { readonly shape: 'choice'; readonly words: readonly string[] }
  | { readonly shape: 'length'; readonly least: number; readonly most: number }
  | { readonly shape: 'table' | 'tables'; readonly table: TableShape }

export type FormatName =
  | 'line'
  | 'glob'
  | 'pattern'
  | 'day'
  | 'detector'
  | 'id'
  | 'environment'
  | 'name'
  | 'fingerprint'
  | 'address'
  | 'variable'
