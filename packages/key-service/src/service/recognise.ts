import { hash } from 'node:crypto'
import type { Recognised } from '../service.ts'
import type { Workings } from './workings.ts'

/** What can be said of a text without asking the store. */
export function recognise({ tokens, peppers }: Workings, token: string): Recognised | undefined {
  const api = tokens.recognise(token)
  return api && { api, digests: peppers.digests(hash('sha256', token)) }
}
