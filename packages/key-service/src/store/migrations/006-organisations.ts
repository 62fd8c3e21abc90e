import { inBoth, type Migration, type Words } from './migration.ts'

/** What organisations decide: how old keys grow, which products are open and to whom. */
export const organisations: Migration = {
  number: 6,
  name: 'organisations',
  statements: inBoth(tables),
}

function tables({ id, whole, strict }: Words): string {
  return `
CREATE TABLE policies (
  organisation TEXT PRIMARY KEY,
  maximum_age ${whole} CHECK (maximum_age > 0),
  reminders TEXT NOT NULL
) ${strict};

CREATE TABLE reminders (
  key ${id} NOT NULL REFERENCES keys (id),
  before ${whole} NOT NULL,
  at ${whole} NOT NULL,
  PRIMARY KEY (key, before)
) ${strict};

CREATE TABLE product_activations (
  organisation TEXT NOT NULL,
  product TEXT NOT NULL,
  PRIMARY KEY (organisation, product)
) ${strict};

CREATE TABLE product_grants (
  organisation TEXT NOT NULL,
  member TEXT NOT NULL,
  product TEXT NOT NULL,
  PRIMARY KEY (organisation, member, product)
) ${strict};
`
}
