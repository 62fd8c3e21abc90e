import type { Key } from '../key.ts'
import type { KeyService } from '../service.ts'
import { type Door, refuse, type Refusal } from './authenticate.ts'

/** A door behind which requests cost something. */
export interface PaidDoor extends Door {
  readonly service: Door['service'] & Pick<KeyService, 'debit'>
}

/**
 * Takes what a request costs from the organisation of its key: once, however often the request is
 * sent with the same idempotency key. Call it when the work is done and before it is handed out.
 */
export async function charge(
  door: PaidDoor,
  key: Key,
  credits: number,
  idempotencyKey: string,
): Promise<Refusal | undefined> {
  const { state } = await door.service.debit(key.id, credits, idempotencyKey)
  switch (state) {
    case 'debited':
    case 'repeated':
      return undefined
    case 'exhausted':
      return refuse(door.dialect, 'exhausted')
    case 'unknown':
      return refuse(door.dialect, 'invalid')
  }
}
