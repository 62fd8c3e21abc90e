import { inBoth, type Migration, type Words } from './migration.ts'

/** A balance is never below nothing, whoever debits at the same time. */
export const credits: Migration = {
  number: 5,
  name: 'credits',
  statements: inBoth(tables),
}

function tables({ id, whole, strict }: Words): string {
  return `
CREATE TABLE balances (
  organisation TEXT PRIMARY KEY,
  balance ${whole} NOT NULL CHECK (balance >= 0)
) ${strict};

CREATE TABLE debits (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  key ${id} REFERENCES keys (id),
  amount ${whole} NOT NULL,
  balance ${whole} NOT NULL,
  at ${whole} NOT NULL
) ${strict};
CREATE INDEX debits_by_organisation ON debits (organisation, at);
`
}
