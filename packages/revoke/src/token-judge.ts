import { createEngine, houseKeyDetectors, type HouseKey, type Secret } from '@keyward/core'
import type { Checksum } from './report.ts'

/** Tells a made-up key from one that was issued, as far as its own digits can. */
export type TokenJudge = (token: Secret) => Checksum

/** Without formats nothing is turned down here: the hash alone decides. */
export function createTokenJudge(formats: readonly HouseKey[], today: string): TokenJudge {
  if (formats.length === 0) return () => 'none'
  const detectors = formats.flatMap(houseKeyDetectors)
  const engine = createEngine({ detectors, confidence: 'possible', today, explain: true })
  const encoder = new TextEncoder()
  return (token) => {
    const { findings, rejections } = engine.scan(encoder.encode(token.reveal()), { path: '' })
    const whole = findings.find(({ secret }) => secret.reveal() === token.reveal())
    if (whole) return whole.confidence === 'certain' ? 'passed' : 'none'
    return rejections.some(({ reason }) => reason === 'checksum') ? 'failed' : 'none'
  }
}
