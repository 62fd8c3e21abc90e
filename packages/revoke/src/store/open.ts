import type { Store } from './store.ts'

/** `sqlite:FILE` or `postgres://…`; a driver is loaded only when it is used. */
export async function openStore(address: string): Promise<Store> {
  if (/^postgres(ql)?:/.test(address)) {
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(address)
  }
  const { openSqlite } = await import('./sqlite.ts')
  return openSqlite(address.replace(/^sqlite:/, ''))
}
