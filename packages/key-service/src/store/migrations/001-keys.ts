import { inBoth, type Migration, type Words } from './migration.ts'

const forbiddenArrow = `
  (OLD.state = 'active' AND NEW.state NOT IN ('rotating', 'expired', 'quarantined', 'revoked'))
  OR (OLD.state = 'rotating' AND NEW.state NOT IN ('expired', 'quarantined', 'revoked'))
  OR (OLD.state = 'quarantined' AND NEW.state NOT IN ('active', 'revoked'))
  OR (OLD.state = 'expired' AND NEW.state <> 'revoked')
  OR OLD.state = 'revoked'
`

/** A revoked key stays revoked whatever a program does: the database refuses anything else. */
export const keys: Migration = {
  number: 1,
  name: 'keys',
  statements: inBoth(tables, { sqlite: sqliteGuards(), postgres: postgresGuards() }),
}

function tables({ id, whole, strict }: Words): string {
  return `
CREATE TABLE keys (
  id ${id} PRIMARY KEY,
  api TEXT NOT NULL,
  organisation TEXT NOT NULL,
  name TEXT NOT NULL,
  creator TEXT NOT NULL,
  environment TEXT NOT NULL CHECK (environment IN ('development', 'staging', 'production')),
  products TEXT NOT NULL,
  scopes TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('active', 'rotating', 'expired', 'quarantined', 'revoked')),
  start TEXT NOT NULL,
  last4 TEXT NOT NULL,
  family TEXT NOT NULL,
  predecessor TEXT,
  successor TEXT,
  created_at ${whole} NOT NULL,
  expires_at ${whole},
  last_used_at ${whole},
  revoked_at ${whole},
  revoked_by TEXT,
  revoked_reason TEXT,
  quarantined_at ${whole},
  quarantined_until ${whole},
  quarantined_by TEXT,
  quarantined_reason TEXT,
  digest TEXT NOT NULL UNIQUE,
  pepper TEXT NOT NULL,
  version ${whole} NOT NULL DEFAULT 1,
  CHECK ((state = 'revoked') = (revoked_at IS NOT NULL)),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
  CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL)),
  CHECK (state <> 'quarantined' OR quarantined_at IS NOT NULL),
  CHECK ((quarantined_at IS NULL) = (quarantined_by IS NULL)),
  CHECK (state <> 'rotating' OR (expires_at IS NOT NULL AND successor IS NOT NULL))
) ${strict};
CREATE INDEX keys_by_organisation ON keys (organisation, id);
CREATE INDEX keys_by_family ON keys (family);
CREATE INDEX keys_by_pepper ON keys (pepper, state);
CREATE INDEX keys_by_expiry ON keys (expires_at) WHERE state IN ('active', 'rotating');
CREATE INDEX keys_by_quarantine ON keys (quarantined_until) WHERE state = 'quarantined';

CREATE TABLE peppers (
  id ${id} PRIMARY KEY,
  proof TEXT NOT NULL,
  created_at ${whole} NOT NULL
) ${strict};
`
}

function fixed(differs: string): string {
  const names = ['id', 'api', 'organisation', 'creator', 'environment', 'start', 'last4']
  const all = [...names, 'family', 'predecessor', 'created_at']
  return all.map((name) => `OLD.${name} ${differs} NEW.${name}`).join('\n  OR ')
}

function ended(differs: string): string {
  const names = ['revoked_at', 'revoked_by', 'revoked_reason']
  return names.map((name) => `OLD.${name} ${differs} NEW.${name}`).join(' OR ')
}

function sqliteGuards(): string {
  return `
CREATE TRIGGER keys_arrows BEFORE UPDATE ON keys
WHEN OLD.state <> NEW.state AND (${forbiddenArrow})
BEGIN SELECT RAISE(ABORT, 'a key cannot leave its state this way'); END;

CREATE TRIGGER keys_fixed BEFORE UPDATE ON keys
WHEN ${fixed('IS NOT')}
BEGIN SELECT RAISE(ABORT, 'a key keeps what it was minted with'); END;

CREATE TRIGGER keys_ended BEFORE UPDATE ON keys
WHEN OLD.state = 'revoked' AND (${ended('IS NOT')})
BEGIN SELECT RAISE(ABORT, 'a revoked key keeps its end'); END;

CREATE TRIGGER keys_version AFTER UPDATE ON keys WHEN NEW.version = OLD.version
BEGIN UPDATE keys SET version = OLD.version + 1 WHERE id = NEW.id; END;

CREATE TRIGGER keys_replaced BEFORE INSERT ON keys
WHEN EXISTS (SELECT 1 FROM keys WHERE id = NEW.id OR digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'a key is written once'); END;

CREATE TRIGGER keys_kept BEFORE DELETE ON keys
BEGIN SELECT RAISE(ABORT, 'keys are kept'); END;
`
}

function postgresGuards(): string {
  return `
CREATE FUNCTION keyward_guard_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'keys are kept';
  END IF;
  IF OLD.state <> NEW.state AND (${forbiddenArrow}) THEN
    RAISE EXCEPTION 'a key cannot leave its state this way';
  END IF;
  IF ${fixed('IS DISTINCT FROM')} THEN
    RAISE EXCEPTION 'a key keeps what it was minted with';
  END IF;
  IF OLD.state = 'revoked' AND (${ended('IS DISTINCT FROM')}) THEN
    RAISE EXCEPTION 'a revoked key keeps its end';
  END IF;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER keys_guard BEFORE UPDATE OR DELETE ON keys
FOR EACH ROW EXECUTE FUNCTION keyward_guard_keys();
CREATE TRIGGER keys_kept BEFORE TRUNCATE ON keys
FOR EACH STATEMENT EXECUTE FUNCTION keyward_guard_keys();
`
}
