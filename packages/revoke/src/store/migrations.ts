import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { Database } from './tables.ts'

export type Engine = 'sqlite' | 'postgres'

/** Brings the tables of a database to what this version needs. */
export async function migrate(database: Database, engine: Engine): Promise<void> {
  const migrations: Record<string, Migration> = {
    '2026-11-21-tables': { up: (database) => createTables(database, engine) },
    '2026-11-22-rates': { up: (database) => createRates(database, engine) },
  }
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('Migration failed.')
}

async function createTables(database: Kysely<unknown>, engine: Engine): Promise<void> {
  const time = engine === 'sqlite' ? 'integer' : 'bigint'
  const counted =
    engine === 'sqlite' ? 'integer primary key autoincrement' : 'bigserial primary key'
  const statements = [
    `create table if not exists delivery (
      id text primary key, origin text not null, body_sha256 text not null, name text,
      received_at ${time} not null, unique (origin, body_sha256))`,
    `create table if not exists incident (
      id text primary key, subject text not null unique, state text not null,
      cycle integer not null, effect text, is_dry_run integer not null, exposure text,
      reason text not null, key text, organisation text, origin text,
      reported_at ${time} not null, decided_at ${time}, dead_at ${time})`,
    'create index if not exists incident_state on incident (state, decided_at)',
    `create table if not exists report (
      id ${counted}, incident text not null references incident (id), origin text not null,
      place_text text not null, place text not null, exposure text not null,
      confidence text not null, checksum text not null, detector text, most text,
      received_at ${time} not null, is_considered integer not null,
      unique (incident, place_text, exposure))`,
    `create table if not exists moment (
      id ${counted}, incident text not null references incident (id), at ${time} not null,
      what text not null, by_whom text not null, reason text, place text)`,
    'create index if not exists moment_incident on moment (incident)',
    `create table if not exists notice (
      incident text not null references incident (id), cycle integer not null,
      occasion text not null, channel text not null, recipient text not null, sent_at ${time},
      primary key (incident, cycle, occasion, channel, recipient))`,
    `create table if not exists alert (
      repository text not null, number integer not null, incident text, resolved_at ${time},
      primary key (repository, number))`,
    `create table if not exists stop (
      scope text primary key, at ${time} not null, by_whom text not null, reason text not null)`,
    `create table if not exists failed_job (
      id ${counted}, kind text not null, name text not null, payload text not null,
      reason text not null, at ${time} not null)`,
    ...(engine === 'sqlite' ? sqliteTables : postgresTables),
  ]
  for (const statement of statements) await sql.raw(statement).execute(database)
}

async function createRates(database: Kysely<unknown>, engine: Engine): Promise<void> {
  const time = engine === 'sqlite' ? 'integer' : 'bigint'
  const statement = `create table rate (
    name text primary key, since ${time} not null, count integer not null)`
  await sql.raw(statement).execute(database)
}

const sqliteTables = [
  `create table if not exists job (
    id integer primary key autoincrement, kind text not null, name text not null unique,
    payload text not null, run_at integer not null, attempts integer not null,
    locked_until integer not null)`,
  'create index if not exists job_due on job (run_at)',
  // Nothing leads out of it, whoever writes to the table.
  `create trigger if not exists revoked_is_final before update of state on incident
    when old.state = 'revoked' and new.state <> 'revoked'
    begin select raise(abort, 'a revoked key stays revoked'); end`,
  ...['update', 'delete'].map(
    (change) =>
      `create trigger if not exists timeline_${change} before ${change} on moment
        begin select raise(abort, 'the timeline only grows'); end`,
  ),
]

const postgresTables = [
  'create table if not exists worker (id text primary key, seen_at bigint not null)',
  `create or replace function revoked_is_final() returns trigger language plpgsql as $$
    begin raise exception 'a revoked key stays revoked'; end $$`,
  `create or replace trigger revoked_is_final before update of state on incident for each row
    when (old.state = 'revoked' and new.state <> 'revoked')
    execute function revoked_is_final()`,
  `create or replace function timeline_grows() returns trigger language plpgsql as $$
    begin raise exception 'the timeline only grows'; end $$`,
  `create or replace trigger timeline_grows before update or delete on moment
    for each row execute function timeline_grows()`,
]
