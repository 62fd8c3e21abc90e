import { inBoth, type Migration, type Words } from './migration.ts'

/** Rows are added at the end, and nothing else happens to them. */
export const audit: Migration = {
  number: 2,
  name: 'audit',
  statements: inBoth(tables, {
    sqlite: `
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
`,
    postgres: `
CREATE FUNCTION keyward_guard_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is only added to';
END $$;
CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION keyward_guard_audit();
CREATE TRIGGER audit_kept BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION keyward_guard_audit();
`,
  }),
}

function tables({ whole, strict }: Words): string {
  return `
CREATE TABLE audit (
  number ${whole} PRIMARY KEY,
  at ${whole} NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) ${strict};
CREATE INDEX audit_by_subject ON audit (subject, number);

CREATE TABLE audit_head (
  id ${whole} PRIMARY KEY CHECK (id = 1),
  number ${whole} NOT NULL,
  at ${whole} NOT NULL,
  hash TEXT NOT NULL
) ${strict};
INSERT INTO audit_head (id, number, at, hash) VALUES (1, 0, 0, '');
`
}
