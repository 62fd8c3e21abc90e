import { keys } from './001-keys.ts'
import { audit } from './002-audit.ts'
import { events } from './003-events.ts'
import { leakReports } from './004-leak-reports.ts'
import { credits } from './005-credits.ts'
import { organisations } from './006-organisations.ts'
import { lookups } from './007-lookups.ts'
import { retention } from './008-retention.ts'
import { members } from './009-members.ts'
import { migrate, type MigratingDatabase } from './migrate.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  keys,
  audit,
  events,
  leakReports,
  credits,
  organisations,
  lookups,
  retention,
  members,
]

/** Brings it up to date, or to a version on the way. */
export function migrateTo(database: MigratingDatabase, version = migrations.length) {
  return migrate(database, migrations, version)
}
