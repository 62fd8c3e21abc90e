import { test } from 'vitest'
import { statements } from './statements.ts'

/** A test inside `describe(owners.K, …)` says that this owner holds the statement. */
export function seed(number: number, what: () => Promise<void> | void, timeout?: number): void {
  const statement = statements.find((statement) => statement.number === number)
  if (!statement) throw new Error(`There is no statement ${number}.`)
  test(`seed ${number}: ${statement.quote}`, what, timeout)
}
