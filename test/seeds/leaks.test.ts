import { createHash } from 'node:crypto'
import { createEngine, houseKeyDetectors } from '@keyward/core'
import { type Actor, houseKeyOf, type LeakReport } from '@keyward/key-service'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { atomscaleKeys } from '../../fixtures/apis/atomscale.ts'
import { autypeKeys } from '../../fixtures/apis/autype.ts'
import { type Apis, member, startApis } from '../../fixtures/apis/index.ts'
import { operateKeys } from '../../fixtures/apis/operate.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

let apis: Apis
beforeAll(async () => void (apis = await startApis()))
afterAll(() => apis.stop())

const hook: Actor = { kind: 'reporter', id: 'hook' }
const day = 24 * 60 * 60 * 1000
const entries = '/data_entries/'

const engine = createEngine({
  detectors: [atomscaleKeys, autypeKeys, operateKeys].map(houseKeyOf).flatMap(houseKeyDetectors),
  today: '2026-01-01',
})

/** What a scan of this text says to the key service: hashes alone. */
function reportsOf(text: string, more: Omit<LeakReport, 'sha256'>): LeakReport[] {
  const { findings } = engine.scan(new TextEncoder().encode(text), { path: 'settings.py' })
  return findings.map(({ secret, detector }) => ({
    sha256: createHash('sha256').update(secret.reveal()).digest('hex'),
    detector: detector.id,
    path: 'settings.py',
    ...more,
  }))
}

function lineOf(token: string): string {
  return `headers = {"X-API-KEY": "${token}"}\n`
}

async function events(type: string, key: string): Promise<unknown[]> {
  const rows = await apis.service.store.reads.selectFrom('events').selectAll().execute()
  return rows.filter((row) => row.type === type && row.data.includes(key))
}

describe(owners.W, () => {
  seed(8, async () => {
    const { key, token } = await apis.mint('atomscale')
    const reports = reportsOf(lineOf(token), { action: 'record', exposure: 'local' })
    expect(reports).toHaveLength(1)
    expect(JSON.stringify(reports)).not.toContain(token)
    expect(await apis.service.report(reports, hook)).toMatchObject([
      { state: 'recorded', key: { id: key.id, creator: 'ann' } },
    ])
    expect(await apis.call('atomscale', entries, { key: token })).toMatchObject({ status: 200 })
    expect(await events('leak.detected', key.id)).toHaveLength(1)
  })

  for (const number of [9, 122]) {
    seed(number, async () => {
      const { key, token } = await apis.mint('atomscale')
      const other = await apis.mint('atomscale')
      const reports = reportsOf(lineOf(token), { action: 'revoke', exposure: 'public' })
      expect(await apis.service.report(reports, hook)).toMatchObject([
        { state: 'revoked', key: { id: key.id } },
      ])
      expect(await apis.call('atomscale', entries, { key: token })).toMatchObject({ status: 401 })
      const untouched = await apis.call('atomscale', entries, { key: other.token })
      expect(untouched).toMatchObject({ status: 200 })
      expect(await events('key.revoked', key.id)).toHaveLength(1)
    })
  }

  seed(23, async () => {
    const { key, token } = await apis.mint('atomscale')
    const reports = reportsOf(lineOf(token), { action: 'revoke', exposure: 'public' })
    await apis.service.report(reports, hook)
    const { revoked } = (await apis.service.key(key.id)) ?? {}
    expect(revoked).toMatchObject({ by: 'reporter:hook' })
    expect(revoked?.reason).toBe('It was found in a public place.')
  })

  seed(26, async () => {
    for (let round = 0; round < 20; round++) {
      const { token } = await apis.mint('atomscale')
      const [report] = reportsOf(lineOf(token), { action: 'revoke', exposure: 'public' })
      expect(await apis.service.report([report!], hook)).toMatchObject([{ state: 'revoked' }])
      expect(await apis.call('atomscale', entries, { key: token })).toMatchObject({ status: 401 })
    }
  })

  for (const [number, organisation] of [
    [60, 'reminded-60'],
    [80, 'reminded-80'],
    [101, 'reminded-101'],
    [123, 'reminded-123'],
  ] as const) {
    seed(number, async () => {
      const policy = { organisation, maximumAge: 90 * day, reminders: [14 * day] }
      await apis.service.setPolicy(policy, member)
      const { key } = await apis.mint('operate', { organisation })
      expect(await events('key.expiring', key.id)).toHaveLength(0)
      apis.clock.now += 77 * day
      await apis.service.sweep()
      await apis.service.sweep()
      expect(await events('key.expiring', key.id)).toHaveLength(1)
      apis.clock.now += 14 * day
      await apis.service.sweep()
      expect(await apis.service.key(key.id)).toMatchObject({ state: 'expired' })
      expect(await events('key.expired', key.id)).toHaveLength(1)
    })
  }

  for (const number of [61, 81]) {
    seed(number, async () => {
      const { key, token } = await apis.mint('atomscale')
      const reports = reportsOf(lineOf(token), { action: 'quarantine', exposure: 'private' })
      expect(await apis.service.report(reports, hook)).toMatchObject([{ state: 'quarantined' }])
      expect(await apis.call('atomscale', entries, { key: token })).toMatchObject({ status: 401 })
      const reason = { reason: 'compromised' }
      const replaced = await apis.service.revokeAndReplace(key.id, reason, member)
      if (replaced.state !== 'done') throw new Error(replaced.reason)
      const successor = replaced.token.reveal()
      expect(await apis.call('atomscale', entries, { key: token })).toMatchObject({ status: 401 })
      expect(await apis.call('atomscale', entries, { key: successor })).toMatchObject({
        status: 200,
      })
      const replayed = await apis.service.report(reports, hook)
      expect(replayed).toHaveLength(1)
      expect(await apis.call('atomscale', entries, { key: successor })).toMatchObject({
        status: 200,
      })
    })
  }
})
