import { StartRefused, type Store, type StoreSettings } from './store.ts'

export type { StoreSettings } from './store.ts'

/** Opens it and brings its tables up to date; throws `StartRefused`. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const { url } = settings
  // Neither database is loaded for the other.
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    const { openPostgresStore } = await import('./postgres/open.ts')
    return openPostgresStore(url, settings)
  }
  const path = url.replace(/^sqlite:(?:\/\/)?/, '')
  if (path === '' || path === ':memory:' || /^[a-z][a-z0-9+.-]+:\/\//.test(path)) {
    throw new StartRefused(
      'The store is neither a file nor a Postgres address.',
      'Name a file, such as keyward.db, or an address that begins with postgres://.',
    )
  }
  const { openSqliteStore } = await import('./sqlite/open.ts')
  return openSqliteStore(path, settings)
}
