import { describe, expect, it } from 'vitest'
import { base62 } from '../sample.ts'
import { isExpired, matchesAllow } from './allow.ts'
import type { Allow } from './settings.ts'

const reason = 'Made up.'
const today = '2026-11-21'
const leak = {
  detectorId: 'slack-bot-token',
  path: 'test/recorded/answer.json',
  fingerprint: 'kw1:00',
  secretText: base62(24),
}

describe('an allow entry', () => {
  it.each<[string, Omit<Allow, 'reason'>]>([
    ['its detector', { detector: 'slack-bot-token' }],
    ['its path', { path: 'test/' }],
    ['its fingerprint', { fingerprint: 'kw1:00' }],
    ['its pattern', { pattern: `^${base62(4)}` }],
    ['all it asks for', { detector: 'slack-bot-token', path: '*.json', pattern: '.' }],
    ['its path on its last day', { path: 'test/', until: today }],
  ])('covers a leak with %s', (_, entry) => {
    expect(matchesAllow({ ...entry, reason }, leak, today)).toBe(true)
  })

  it.each<[string, Omit<Allow, 'reason'>]>([
    ['another detector', { detector: 'slack-user-token' }],
    ['another path', { path: 'src/' }],
    ['another fingerprint', { fingerprint: 'kw1:01' }],
    ['another text', { pattern: '^example' }],
    ['only a part of what it asks for', { detector: 'slack-bot-token', path: 'src/' }],
    ['all it asks for, a day too late', { path: 'test/', until: '2026-11-20' }],
  ])('does not cover a leak with %s', (_, entry) => {
    expect(matchesAllow({ ...entry, reason }, leak, today)).toBe(false)
  })

  it('by fingerprint covers nothing that has none', () => {
    const { fingerprint, ...unnamed } = leak
    expect(matchesAllow({ fingerprint, reason }, unnamed, today)).toBe(false)
  })

  it('expires after its last day, and without one never', () => {
    expect(isExpired({ reason, until: today }, today)).toBe(false)
    expect(isExpired({ reason, until: today }, '2026-11-22')).toBe(true)
    expect(isExpired({ reason }, today)).toBe(false)
  })
})
