import type { Migration } from './migration.ts'

const statements = `
CREATE INDEX events_by_age ON events (at);
UPDATE events SET type = 'key.minted' WHERE type = 'key.created';
UPDATE subscribers SET events = replace(events, '"key.created"', '"key.minted"');
`

/** Events are removed when they are old enough; and a key is minted, whoever tells of it. */
export const retention: Migration = {
  number: 8,
  name: 'retention',
  statements: { sqlite: statements, postgres: statements },
}
