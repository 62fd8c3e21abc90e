import type { Store } from '../store.ts'

/** One step forward. Once it has been released it never changes: another one follows. */
export interface Migration {
  readonly number: number
  readonly name: string
  /** In the words of each database. */
  readonly statements: Readonly<Record<Store['database'], string>>
}

/** What the databases call the same. `id` sorts by its bytes, so that later ids come later. */
export interface Words {
  readonly id: string
  readonly whole: string
  /** After the closing bracket of a table. */
  readonly strict: string
}

const sqlite: Words = { id: 'TEXT', whole: 'INTEGER', strict: 'STRICT' }
const postgres: Words = { id: 'TEXT COLLATE "C"', whole: 'BIGINT', strict: '' }

/** The same tables in both, and what each needs beside them. */
export function inBoth(
  tables: (words: Words) => string,
  guards: { readonly sqlite: string; readonly postgres: string } = { sqlite: '', postgres: '' },
): Migration['statements'] {
  return {
    sqlite: tables(sqlite) + guards.sqlite,
    postgres: tables(postgres) + guards.postgres,
  }
}
