import { monotonic } from '../clock.ts'
import type { KeyService, ServiceParts } from '../service.ts'
import { keyById, keysPage } from '../store/keys.ts'
import { createTokens } from '../token.ts'
import { createAfterwards } from './afterwards.ts'
import { auditPage, auditRows, verifyAudit } from './audit.ts'
import { change } from './change.ts'
import { credit, debit } from './credits.ts'
import { leakReport, leakReportsPage, lookUp } from './leak-reports.ts'
import { mint } from './mint.ts'
import { createPeople } from './people/create.ts'
import { policyOf, setPolicy, stale } from './policy.ts'
import { productsOf, setProduct } from './products.ts'
import { quarantine, release } from './quarantine.ts'
import { recognise } from './recognise.ts'
import { report } from './report.ts'
import { revoke, revokeByPossession } from './revoke.ts'
import { revokeAndReplace, rotate } from './rotate.ts'
import { lastMoment, start } from './start.ts'
import { sweep } from './sweep.ts'
import { keysByPepper, recordUse } from './use.ts'
import { verify } from './verify.ts'
import { seen, type Workings } from './workings.ts'

/** Throws `StartRefused` when a pepper is missing or wrong, or the clock is behind. */
export async function createKeyService(parts: ServiceParts): Promise<KeyService> {
  const { store, peppers, apis, random } = parts
  const tokens = createTokens(apis, random)
  await start(parts)
  const now = monotonic(parts.clock, parts.acceptClock ? 0 : await lastMoment(store))
  const workings: Workings = { store, peppers, apis, tokens, now, random }
  const afterwards = createAfterwards(workings)
  const { reads } = store

  return {
    store,
    apis,
    now,
    mint: (request, actor) => mint(workings, request, actor),
    verify: (token, wanted) => verify(workings, afterwards, token, wanted),
    recognise: (token) => recognise(workings, token),
    async key(id) {
      const key = await keyById(reads, id)
      return key && seen(key, now())
    },
    async keys(filter = {}, page = {}) {
      const { rows, ...rest } = await keysPage(reads, filter, page)
      return { rows: rows.map((key) => seen(key, now())), ...rest }
    },
    change: (id, patch, actor) => change(workings, id, patch, actor),
    rotate: (id, options, actor) => rotate(workings, id, options, actor),
    revoke: (id, options, actor) => revoke(workings, id, options, actor),
    revokeAndReplace: (id, options, actor) => revokeAndReplace(workings, id, options, actor),
    quarantine: (id, options, actor) => quarantine(workings, id, options, actor),
    release: (id, options, actor) => release(workings, id, options, actor),
    revokeByPossession: (proof) => revokeByPossession(workings, proof),
    report: (items, actor, idempotencyKey) => report(workings, items, actor, idempotencyKey),
    leakReports: (filter = {}, page = {}) => leakReportsPage(workings, filter, page),
    leakReport: (id) => leakReport(workings, id),
    lookUp: (hashes) => lookUp(workings, hashes),
    balance: async (organisation) => (await store.balance(organisation)) ?? 0,
    credit: (request, actor) => credit(workings, request, actor),
    debit: (key, amount, idempotencyKey) => debit(workings, key, amount, idempotencyKey),
    policy: (organisation) => policyOf(reads, organisation),
    setPolicy: (policy, actor) => setPolicy(workings, policy, actor),
    stale: (organisation, within = 0) => stale(workings, organisation, within),
    products: (organisation) => productsOf(reads, organisation),
    setProduct: (change, actor) => setProduct(workings, change, actor),
    people: createPeople(workings),
    audit: (filter = {}, page = {}) => auditPage(reads, filter, page),
    auditRows: () => auditRows(reads),
    verifyAudit: () => verifyAudit(store),
    recordUse: (uses) => recordUse(workings, uses),
    async sweep() {
      await afterwards.flush()
      return sweep(workings)
    },
    keysByPepper: () => keysByPepper(workings),
    flush: () => afterwards.close(),
  }
}
