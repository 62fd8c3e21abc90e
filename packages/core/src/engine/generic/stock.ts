import { latin1 } from '../latin1.ts'
import type { Candidate } from './candidate.ts'
import { openingAt } from './line.ts'
import type { NameFacts } from './names.ts'

/**
 * Is a server started with what everyone tries first: `POSTGRES_PASSWORD: postgres` among the
 * services of a test, or the sample of a configuration that a program writes? It keeps nobody out.
 */
export function isStockPassword(
  bytes: Uint8Array,
  { nameStart, nameEnd, start, end }: Candidate,
  { kind }: NameFacts,
): boolean {
  if (kind !== 'password' || end - start > longest) return false
  const value = latin1(bytes, start, end)
  if (!/[a-z]/i.test(value) || !stock.test(value)) return false
  if (variable.test(latin1(bytes, nameStart, nameEnd))) return true
  if (openingAt(bytes, nameStart).quote === 0) return false
  const from = Math.max(0, nameStart - reach)
  return thisMachine.test(latin1(bytes, from, Math.min(bytes.length, end + reach)))
}

const longest = 40
const reach = 200

const thisMachine =
  /host(?:name)?[^\w\n]{0,3}[:=][^\w\n]{0,3}(?:localhost|127\.0\.0\.1|host\.docker\.internal)/i

/** What the images of servers take the password of their first user from. */
const variable =
  /^(?:PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|MONGO|MONGODB|REDIS|RABBITMQ|MINIO|MSSQL|SA|ORACLE|ELASTIC|KEYCLOAK|KC|GF|PGADMIN|COUCHDB|INFLUXDB|DOCKER_INFLUXDB|CLICKHOUSE|CASSANDRA|NEO4J|WORDPRESS|NEXTCLOUD)_?(?:[A-Z]+_){0,3}(?:PASSWORD|PASS)$/

/** With no word at all as well: to repeat from none up is compiled once, and from one up twice. */
const stock =
  /^(?:(?:my|some|the)?[-_]?(?:super)?[-_]?(?:pass(?:w(?:or)?d)?|p[a@]ssw[o0]rd|pwd|secret|root|toor|admin(?:istrator)?|user|guest|test(?:ing)?|dev(?:elopment)?|local|demo|default|letmein|qwerty|welcome|docker|db|database|strong|postgres(?:ql)?|mysql|maria(?:db)?|mongo(?:db)?|redis|rabbit(?:mq)?|minio|mssql|oracle|elastic(?:search)?|keycloak|grafana|influx(?:db)?|clickhouse|cassandra|neo4j|wordpress|nextcloud)[-_@]?){0,4}(?:\d{0,4}|12345\d{0,4})!?$/i
