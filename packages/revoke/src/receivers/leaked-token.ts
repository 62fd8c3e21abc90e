import { Secret } from '@keyward/core'
import { exactTextOf, known, textOf } from '../record.ts'
import { hashOf, type LeakReport } from '../report.ts'
import type { TokenJudge } from '../token-judge.ts'

/**
 * One token of a list found in public; `address` is the name of what says where. What kind of key the
 * sender takes it for is not trusted: two kinds were once mixed up there.
 */
export function readLeakedToken(
  item: Readonly<Record<string, unknown>>,
  address: 'url' | 'location',
  judge: TokenJudge,
): LeakReport | string {
  const text = exactTextOf(item['token'], 4096)
  if (text === undefined) return 'Its token is missing, empty or too long.'
  const token = new Secret(text.trim())
  return known<LeakReport>({
    sha256: hashOf(token),
    exposure: 'public',
    confidence: 'certain',
    checksum: judge(token),
    detector: shown(item['type']),
    place: known({ url: shown(item[address]) }),
  })

  // An address may hold the very key that it is about.
  function shown(value: unknown): string | undefined {
    return textOf(value)?.replaceAll(token.reveal(), '[key]')
  }
}
