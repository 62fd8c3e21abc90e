import { describe, expect, it } from 'vitest'
import { readSettingsObject } from './object.ts'
import { defaultSettings, parseSettings } from './parse.ts'

const known = { detectors: ['slack-bot-token'] }

describe('settings in an object', () => {
  it('without anything said are those without a keyward.toml', () => {
    expect(readSettingsObject({}, known)).toEqual({ settings: defaultSettings })
  })

  it('are read as those of a keyward.toml', () => {
    const object = {
      confidence: 'certain',
      key: [{ id: 'acme-key', prefix: 'acme_', length: [24, 32] }],
      allow: [{ detector: 'acme-key', path: 'demo/**', reason: 'Made up.', until: '2027-01-31' }],
    }
    const text = `
      confidence = "certain"
      [[key]]
      id = "acme-key"
      prefix = "acme_"
      length = [24, 32]
      [[allow]]
      detector = "acme-key"
      path = "demo/**"
      reason = "Made up."
      until = 2027-01-31
    `
    expect(readSettingsObject(object, known)).toEqual(parseSettings(text, known))
  })

  it('are refused with all that is wrong, and no value is repeated', () => {
    const object = { confidence: 3, key: [{ id: 'Not An Id', prefix: 'ak_' }], colour: 'red' }
    const read = readSettingsObject(object, known)
    const told = 'faults' in read ? read.faults.join('\n') : ''
    expect(told).toContain('colour')
    expect(told).toContain('confidence')
    expect(told).toContain('key.id')
    expect(told).not.toContain('Not An Id')
  })
})
