import type { Option } from './rule.ts'

/** What a project says of names that the grammar judges otherwise. */
export interface NameOptions {
  readonly secretNames: readonly string[]
  readonly publishableNames: readonly string[]
}

export const nameOptions: { readonly [Name in keyof NameOptions]: Option<readonly string[]> } = {
  secretNames: {
    about:
      'Variables, without a public prefix, that are secret whatever their names say; `*` stands for any text.',
    schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    fallback: [],
  },
  publishableNames: {
    about: 'Variables, without a public prefix, that may be shown; `*` stands for any text.',
    schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    fallback: [],
  },
}
