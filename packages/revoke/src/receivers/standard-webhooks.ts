import { isRecord } from '../record.ts'
import { leastExposed, type Exposure } from '../report.ts'
import { verifyMessage } from '../standard-webhook.ts'
import { parseJson } from './items.ts'
import { readReports } from './keyward.ts'
import { turnedAway, type Receiver } from './reception.ts'

/** Somebody who sends `leak.detected` by Standard Webhooks. */
export interface WebhookSender {
  readonly name: string
  /** Several while one is being replaced by another. */
  readonly keys: readonly string[]
  /** How exposed a key may be called by this sender. */
  readonly exposure: Exposure
  readonly clock: () => number
}

/** `data` is one report or a list of them, each as in `POST /v1/leak-reports`. */
export function createStandardWebhooks(sender: WebhookSender): Receiver {
  return ({ body, headers }) => {
    const id = headers.get('webhook-id')
    const timestamp = headers.get('webhook-timestamp')
    const signature = headers.get('webhook-signature')
    if (id === null || timestamp === null || signature === null) {
      return turnedAway('unsigned', 'webhook-id, webhook-timestamp and -signature are required.')
    }
    const verdict = verifyMessage(sender.keys, { id, timestamp, signature }, body, sender.clock())
    if (verdict.state !== 'genuine') return turnedAway(verdict.state, verdict.reason)
    const document = parseJson(body)
    if (!isRecord(document)) return turnedAway('malformed', 'The body is not an object.')
    if (document['type'] !== 'leak.detected') {
      return { state: 'ignored', reason: 'Nothing has to be done about this event.' }
    }
    const items = readReports(listOf(document['data']), (exposure) =>
      leastExposed(exposure, sender.exposure),
    )
    if (items.state !== 'read') return items
    const { reports, problems } = items
    return {
      state: 'verified',
      delivery: { origin: `webhook:${sender.name}`, id, reports, problems },
    }
  }
}

function listOf(value: unknown): unknown {
  return isRecord(value) ? [value] : value
}
