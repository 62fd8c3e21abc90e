import type { Migration } from './migration.ts'

/**
 * What a lookup on SQLite reads each time: few bytes a key, beside its digest. The database counts on
 * with every change of what a lookup tells. Postgres needs none of it: it tells of changes itself.
 */
export const lookups: Migration = {
  number: 7,
  name: 'lookups',
  statements: {
    postgres: '',
    sqlite: `
CREATE TABLE lookups (
  digest TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO lookups (digest, version) SELECT digest, 1 FROM keys;

CREATE TRIGGER lookups_added AFTER INSERT ON keys
BEGIN INSERT INTO lookups (digest, version) VALUES (NEW.digest, 1); END;

CREATE TRIGGER lookups_changed AFTER UPDATE ON keys
BEGIN
  UPDATE lookups SET digest = NEW.digest, version = version + 1 WHERE digest = OLD.digest;
END;
${changedBy('product_activations')}${changedBy('product_grants')}`,
  },
}

function changedBy(table: string): string {
  const changes = [
    ['added', 'INSERT', 'NEW'],
    ['removed', 'DELETE', 'OLD'],
  ] as const
  const triggers = changes.map(
    ([name, change, row]) => `
CREATE TRIGGER lookups_${table}_${name} AFTER ${change} ON ${table}
BEGIN
  UPDATE lookups SET version = version + 1 WHERE digest IN (
    SELECT digest FROM keys WHERE organisation = ${row}.organisation AND products <> '[]'
  );
END;
`,
  )
  // They have no column that could change without another organisation or product being meant.
  const kept = `
CREATE TRIGGER lookups_${table}_kept BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, 'it is added or removed'); END;
`
  return triggers.join('') + kept
}
