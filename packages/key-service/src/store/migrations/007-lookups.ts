import type { Migration } from './migration.ts'

/**
 * What a lookup on SQLite reads each time: a few bytes, few enough that all of them stay near the
 * processor. A place is the beginning of a digest as a number; keys that share one share its version,
 * which the database counts on with every change of what a lookup tells of them. Postgres needs none
 * of it: it tells of changes itself.
 */
export const lookups: Migration = {
  number: 7,
  name: 'lookups',
  statements: {
    postgres: '',
    sqlite: `
CREATE TABLE lookups (place INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO lookups (place, version) SELECT ${placeOf('digest')}, 1 FROM keys;

CREATE TRIGGER lookups_added AFTER INSERT ON keys BEGIN ${counted('NEW.digest')} END;
CREATE TRIGGER lookups_changed AFTER UPDATE ON keys BEGIN ${counted('NEW.digest')} END;
CREATE TRIGGER lookups_moved AFTER UPDATE OF digest ON keys BEGIN ${counted('OLD.digest')} END;
${changedBy('product_activations')}${changedBy('product_grants')}`,
  },
}

function counted(digest: string): string {
  return `
  INSERT INTO lookups (place, version) VALUES (${placeOf(digest)}, 1)
  ON CONFLICT (place) DO UPDATE SET version = version + 1;
`
}

/** Seven hexadecimal digits, in the words of SQLite, which reads no such numbers itself. */
function placeOf(digest: string): string {
  const digits = Array.from(
    { length: 7 },
    (_, index) =>
      `((instr('0123456789abcdef', substr(${digest}, ${index + 1}, 1)) - 1) << ${4 * (6 - index)})`,
  )
  return `(${digits.join(' + ')})`
}

/** Rows that are added or removed, and never changed. */
export function changedBy(table: string): string {
  const changes = [
    ['added', 'INSERT', 'NEW'],
    ['removed', 'DELETE', 'OLD'],
  ] as const
  const triggers = changes.map(
    ([name, change, row]) => `
CREATE TRIGGER lookups_${table}_${name} AFTER ${change} ON ${table}
BEGIN
  UPDATE lookups SET version = version + 1 WHERE place IN (
    SELECT ${placeOf('digest')} FROM keys
    WHERE organisation = ${row}.organisation AND products <> '[]'
  );
END;
`,
  )
  return `${triggers.join('')}
CREATE TRIGGER lookups_${table}_kept BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, 'it is added or removed'); END;
`
}
