import type { Updateable } from 'kysely'
import { actorText, type Actor } from '../actor.ts'
import type { Api } from '../api.ts'
import type { Key } from '../key.ts'
import { RefusedRequest, type Outcome } from '../outcome.ts'
import type { KeyPatch } from '../service.ts'
import { lockedKey, updateKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import type { KeysTable } from '../store/tables.ts'
import { checkScopes, expiryOf } from './mint.ts'
import { checkBounds } from './people/bounds.ts'
import { checkText, refused, seen, told, unknownKey, type Workings } from './workings.ts'

export async function change(
  { store, apis }: Workings,
  id: string,
  patch: KeyPatch,
  actor: Actor,
): Promise<Outcome> {
  return store.write(async (transaction) => {
    const stored = await lockedKey(transaction, id)
    if (!stored) return unknownKey(id)
    const key = seen(stored, transaction.now)
    if (key.state === 'revoked' || key.state === 'expired') {
      return refused(key, `It is ${key.state}, and stays as it is.`)
    }
    if (patch.expiresAt !== undefined && key.successor !== undefined) {
      return refused(key, 'It has a successor, and its end is settled.')
    }
    const columns = await columnsOf(transaction, apis, key, patch)
    if (Object.keys(columns).length === 0) return { state: 'unchanged', key }
    const changed = await updateKey(transaction, id, columns)
    const { organisation } = key
    const details = { patch, before: before(key, patch) }
    const action = 'key.changed'
    await transaction.audit({ actor: actorText(actor), action, subject: id, details })
    await transaction.emit({ type: action, organisation, data: { ...told(changed), patch } })
    return { state: 'done', key: changed }
  }, 'together')
}

async function columnsOf(
  transaction: Transaction,
  apis: readonly Api[],
  key: Key,
  { name, scopes, products, expiresAt }: KeyPatch,
): Promise<Updateable<KeysTable>> {
  const api = apis.find(({ id }) => id === key.api)
  if (!api) throw new RefusedRequest('invalid', `The API ${key.api} is not served here.`)
  if (name !== undefined) checkText('The name', name)
  checkScopes(api, scopes ?? [], products ?? [])
  if (scopes) await checkBounds(transaction, api, key, scopes)
  return {
    ...(name !== undefined && name !== key.name && { name }),
    ...(scopes && differs(scopes, key.scopes) && { scopes: JSON.stringify(scopes) }),
    ...(products && differs(products, key.products) && { products: JSON.stringify(products) }),
    ...(expiresAt !== undefined &&
      (expiresAt ?? undefined) !== key.expiresAt && {
        expires_at: (await expiry(transaction, key, expiresAt)) ?? null,
      }),
  }
}

function expiry(
  transaction: Transaction,
  { organisation, createdAt }: Key,
  expiresAt: number | null,
): Promise<number | undefined> {
  const wanted = { organisation, ...(expiresAt !== null && { expiresAt }) }
  return expiryOf(transaction, wanted, createdAt)
}

function differs(first: readonly string[], second: readonly string[]): boolean {
  return JSON.stringify(first) !== JSON.stringify(second)
}

function before(key: Key, patch: KeyPatch): KeyPatch {
  return {
    ...(patch.name !== undefined && { name: key.name }),
    ...(patch.scopes && { scopes: key.scopes }),
    ...(patch.products && { products: key.products }),
    ...(patch.expiresAt !== undefined && { expiresAt: key.expiresAt ?? null }),
  }
}
