import { inBoth, type Migration, type Words } from './migration.ts'

/** What leaves the service waits here, written with what caused it. */
export const events: Migration = {
  number: 3,
  name: 'events',
  statements: inBoth(tables),
}

function tables({ id, whole, strict }: Words): string {
  return `
CREATE TABLE events (
  id ${id} PRIMARY KEY,
  type TEXT NOT NULL,
  organisation TEXT NOT NULL,
  data TEXT NOT NULL,
  at ${whole} NOT NULL
) ${strict};

CREATE TABLE subscribers (
  id ${id} PRIMARY KEY,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  organisation TEXT,
  sealed TEXT NOT NULL,
  enabled ${whole} NOT NULL CHECK (enabled IN (0, 1)),
  created_at ${whole} NOT NULL
) ${strict};

CREATE TABLE deliveries (
  id ${id} PRIMARY KEY,
  event ${id} NOT NULL REFERENCES events (id),
  subscriber ${id} NOT NULL REFERENCES subscribers (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts ${whole} NOT NULL DEFAULT 0,
  next_at ${whole} NOT NULL,
  locked_until ${whole},
  status ${whole},
  reason TEXT,
  UNIQUE (event, subscriber)
) ${strict};
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'waiting';
CREATE INDEX deliveries_by_subscriber ON deliveries (subscriber, id);
`
}
