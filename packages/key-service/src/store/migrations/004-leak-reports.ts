import { inBoth, type Migration, type Words } from './migration.ts'

/** Where keys were found, and which questions were answered before. */
export const leakReports: Migration = {
  number: 4,
  name: 'leak reports',
  statements: inBoth(tables),
}

function tables({ id, whole, strict }: Words): string {
  return `
CREATE TABLE leak_reports (
  id ${id} PRIMARY KEY,
  key ${id} NOT NULL REFERENCES keys (id),
  reporter TEXT NOT NULL,
  at ${whole} NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('record', 'quarantine', 'revoke')),
  outcome TEXT NOT NULL,
  place TEXT NOT NULL,
  details TEXT NOT NULL,
  UNIQUE (key, place, action)
) ${strict};

CREATE TABLE idempotency (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  answer TEXT NOT NULL,
  at ${whole} NOT NULL
) ${strict};
CREATE INDEX idempotency_by_age ON idempotency (at);
`
}
