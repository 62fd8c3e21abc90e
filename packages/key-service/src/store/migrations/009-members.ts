import { changedBy } from './007-lookups.ts'
import { inBoth, type Migration, type Words } from './migration.ts'

const isRole = `role IN ('viewer', 'editor', 'admin', 'owner')`

/**
 * Who belongs to an organisation, as what, and who was asked to. Of an invitation a digest is kept, as
 * of a key. What was granted before roles were is bounded by no role of its own.
 */
export const members: Migration = {
  number: 9,
  name: 'members',
  statements: inBoth(tables, {
    sqlite: changedBy('group_members') + changedBy('group_grants'),
    postgres: '',
  }),
}

function tables({ id, whole, strict }: Words): string {
  return `
CREATE TABLE accounts (
  id ${id} PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  verified_at ${whole},
  two_factor ${whole} NOT NULL CHECK (two_factor IN (0, 1)),
  created_at ${whole} NOT NULL,
  closed_at ${whole},
  verification TEXT UNIQUE,
  verification_until ${whole},
  CHECK ((verification IS NULL) = (verification_until IS NULL))
) ${strict};
CREATE UNIQUE INDEX accounts_by_email ON accounts (email) WHERE closed_at IS NULL;

CREATE TABLE members (
  organisation TEXT NOT NULL,
  account ${id} NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL CHECK (${isRole}),
  since ${whole} NOT NULL,
  ended_at ${whole},
  PRIMARY KEY (organisation, account)
) ${strict};
CREATE INDEX members_by_account ON members (account);

CREATE TABLE invitations (
  id ${id} PRIMARY KEY,
  organisation TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (${isRole}),
  digest TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  created_at ${whole} NOT NULL,
  expires_at ${whole} NOT NULL,
  accepted_at ${whole},
  accepted_by ${id} REFERENCES accounts (id),
  withdrawn_at ${whole},
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
) ${strict};
CREATE INDEX invitations_by_organisation ON invitations (organisation, id);

CREATE TABLE group_members (
  organisation TEXT NOT NULL,
  name TEXT NOT NULL,
  account ${id} NOT NULL,
  PRIMARY KEY (organisation, name, account),
  FOREIGN KEY (organisation, account) REFERENCES members (organisation, account)
) ${strict};

CREATE TABLE group_grants (
  organisation TEXT NOT NULL,
  name TEXT NOT NULL,
  product TEXT NOT NULL,
  role TEXT NOT NULL CHECK (${isRole}),
  PRIMARY KEY (organisation, name, product)
) ${strict};

ALTER TABLE product_grants ADD COLUMN role TEXT NOT NULL DEFAULT 'owner' CHECK (${isRole});
ALTER TABLE policies ADD COLUMN two_factor ${whole} NOT NULL DEFAULT 0 CHECK (two_factor IN (0, 1));

CREATE VIEW granted_products AS
SELECT organisation, member, product, role FROM product_grants
UNION ALL
SELECT m.organisation, m.account AS member, g.product, g.role
FROM group_members m JOIN group_grants g ON g.organisation = m.organisation AND g.name = m.name;
`
}
