import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
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

it('understands a time in ISO 8601', async () => {
  expect((await send(incident, { timestamp: new Date(now).toISOString() })).state).toBe('verified')
})

it.each([[], {}, { incident: {} }, 'text', null])('does not mind %j', async (document) => {
  expect((await send(document)).state).toBe('ignored')
})
