import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { flipped } from '../../../../fixtures/flipped.ts'
import { createGitguardian } from './gitguardian.ts'

const token = 'agreed upon'
const now = 1_800_000_000_000
const receiver = createGitguardian({ token, clock: () => now })
const incident = {
  action: 'incident_triggered',
  incident: {
    id: 7,
    detector: { display_name: 'Autype key' },
    gitguardian_url: 'https://dashboard.gitguardian.com/incidents/7',
  },
}

async function send(
  document: unknown,
  {
    timestamp = String(now / 1000),
    signedAs,
    header = 'gitguardian-signature',
  }: { timestamp?: string; signedAs?: string; header?: string } = {},
) {
  const body = Buffer.from(JSON.stringify(document))
  const signature = `sha256=${createHmac('sha256', signedAs ?? timestamp + token)
    .update(body)
    .digest('hex')}`
  return receiver({ body, headers: new Headers({ timestamp, [header]: signature }) })
}

it('tells people of an incident of GitGuardian, which names no key', async () => {
  expect(await send(incident)).toEqual({
    state: 'verified',
    delivery: {
      origin: 'gitguardian',
      reports: [],
      sightings: [
        {
          id: 'gitguardian:7',
          title: 'Autype key',
          url: 'https://dashboard.gitguardian.com/incidents/7',
        },
      ],
      problems: [],
    },
  })
})

it.each([
  ['without the time, as some integrations do', { signedAs: token }, 'forged'],
  [
    'under another name, as some integrations do',
    { header: 'x-gitguardian-signature' },
    'unsigned',
  ],
  ['with another token', { signedAs: `${now / 1000}other` }, 'forged'],
  ['a while ago', { timestamp: String(now / 1000 - 301) }, 'stale'],
  ['at no time', { timestamp: 'now' }, 'stale'],
])('refuses what was signed %s', async (_, how, state) => {
  expect((await send(incident, how)).state).toBe(state)
})

it('refuses it with one other bit in its body, its time or its signature', async () => {
  const body = JSON.stringify(incident)
  const timestamp = String(now / 1000)
  const signature = `sha256=${createHmac('sha256', timestamp + token)
    .update(body)
    .digest('hex')}`
  const states = new Set<string>()
  expect(await receive(body, timestamp, signature)).toBe('verified')
  for (const other of flipped(body)) states.add(await receive(other, timestamp, signature))
  for (const other of flipped(timestamp)) states.add(await receive(body, other, signature))
  for (const other of flipped(signature)) states.add(await receive(body, timestamp, other))
  expect([...states]).toEqual(['forged'])
})

it('understands a time in ISO 8601', async () => {
  expect((await send(incident, { timestamp: new Date(now).toISOString() })).state).toBe('verified')
})

it.each([
  [],
  {},
  { incident: {} },
  { incident: { id: '' } },
  { incident: { id: '\ud800' } },
  { incident: { id: '7\u0000' } },
  { incident: { id: 'x'.repeat(101) } },
  'text',
  null,
])('does not mind %j', async (document) => {
  expect((await send(document)).state).toBe('ignored')
})

async function receive(body: string, timestamp: string, signature: string): Promise<string> {
  const headers = new Headers({ timestamp, 'gitguardian-signature': signature })
  return (await receiver({ body: Buffer.from(body, 'latin1'), headers })).state
}
