import { crc32 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Grafana',
  docs: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
  detectors: [
    {
      id: 'grafana-service-account-token',
      title: 'Grafana service account token',
      anchors: ['glsa_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glsa_[A-Za-z0-9]{32}_[0-9a-f]{8})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it reads and changes dashboards and data sources as the service account.',
      fix: 'Open Administration, Users and access, Service accounts, the account, and delete the token.',
      examples: {
        leaks: { 'line of a dotenv file': `GRAFANA_TOKEN=${checksummed()}` },
        clean: { 'wrong checksum': `glsa_${base62(32)}_00000000 is made up` },
      },
    },
    {
      id: 'grafana-cloud-token',
      title: 'Grafana Cloud access policy token',
      anchors: ['glc_eyJ'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glc_eyJ[A-Za-z0-9+/]{30,600}={0,2})(?![A-Za-z0-9+/=])/,
      window: 700,
      confidence: 'certain',
      why: 'Whoever holds it sends or reads metrics, logs and traces within its access policy.',
      fix: 'Open grafana.com, Security, Access Policies, and delete the token.',
      examples: {
        leaks: { 'agent configuration': `password = "glc_eyJv${base62(120)}"` },
        clean: { 'too short': 'glc_eyJ is how they begin' },
      },
    },
    {
      id: 'grafana-api-key',
      title: 'Grafana API key (legacy)',
      anchors: ['eyJrIjoi'],
      pattern:
        /(?<![A-Za-z0-9+/_.-])(?<secret>eyJrIjoi[A-Za-z0-9+/]{50,400}={0,2})(?![A-Za-z0-9+/=_.-])/,
      check: namesItself,
      why: 'Whoever holds it reads and changes dashboards with the role it was given.',
      fix: 'Open Administration, Users and access, Service accounts, and delete the key it was migrated to.',
      examples: {
        leaks: {
          'header of a request': `Authorization: Bearer ${btoa(`{"k":"${base62(32)}","n":"deploy","id":1}`)}`,
        },
        clean: {
          'address of a report': `https://app.powerbi.com/view?r=${btoa(`{"k":"${hex(32)}","t":"${hex(32)}","c":9}`)}`,
        },
      },
    },
  ],
})

/** The CRC-32 of all before the last underscore, in hexadecimal. */
function endsInItsChecksum(secret: string): Confidence | Rejection {
  return secret.endsWith(checksumOf(secret.slice(0, -9))) ? 'certain' : rejected('checksum')
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

function checksummed(): string {
  const body = `glsa_${base62(32)}`
  return `${body}_${checksumOf(body)}`
}

/** `{"k":"…","n":"name","id":1}` in base64. */
function namesItself(secret: string): Confidence | Rejection {
  try {
    return /"n":".{0,200}","id":\d/.test(atob(secret)) ? 'certain' : rejected('structure')
  } catch {
    return rejected('structure')
  }
}
