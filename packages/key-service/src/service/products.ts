import { actorText, type Actor } from '../actor.ts'
import { RefusedRequest } from '../outcome.ts'
import type { Grant, ProductAccess, ProductChange } from '../service.ts'
import { lockedMember } from '../store/members.ts'
import type { Rows, Transaction } from '../store/store.ts'
import { checkText, type Workings } from './workings.ts'

export async function productsOf(rows: Rows, organisation: string): Promise<ProductAccess> {
  const activations = await rows
    .selectFrom('product_activations')
    .select('product')
    .where('organisation', '=', organisation)
    .orderBy('product')
    .execute()
  const grants = await grantsOf(rows, organisation)
  const granted = new Map<string, string[]>()
  for (const { member, product } of grants) {
    if (member !== undefined) granted.set(member, [...(granted.get(member) ?? []), product])
  }
  return {
    active: activations.map(({ product }) => product),
    granted: Object.fromEntries(granted),
    grants,
  }
}

async function grantsOf(rows: Rows, organisation: string): Promise<Grant[]> {
  const members = await rows
    .selectFrom('product_grants')
    .select(['member', 'product', 'role'])
    .where('organisation', '=', organisation)
    .orderBy('member')
    .orderBy('product')
    .execute()
  const groups = await rows
    .selectFrom('group_grants')
    .select(['name as group', 'product', 'role'])
    .where('organisation', '=', organisation)
    .orderBy('name')
    .orderBy('product')
    .execute()
  return [...members, ...groups]
}

/** Belonging to an organisation opens nothing: a product is activated, and granted to a member. */
export async function setProduct(
  { store, apis }: Workings,
  change: ProductChange,
  actor: Actor,
): Promise<ProductAccess> {
  const { organisation, product, member, group, role = 'owner', enabled } = change
  checkText('The organisation', organisation)
  if (member !== undefined) checkText('The member', member)
  if (group !== undefined) checkText('The group', group)
  if (member !== undefined && group !== undefined) {
    throw new RefusedRequest('invalid', 'It is granted to a member or to a group.')
  }
  if (!apis.some(({ products }) => products.includes(product))) {
    throw new RefusedRequest('invalid', `No API has a product "${product}".`)
  }
  return store.write(async (transaction) => {
    const { rows } = transaction
    if (member !== undefined && enabled) await checkMember(transaction, organisation, member)
    if (member !== undefined) await setGrant(rows, { ...change, member, role })
    else if (group !== undefined) await setGroupGrant(rows, { ...change, group, role })
    else await setActivation(rows, change)
    const isGrant = member !== undefined || group !== undefined
    const verb = isGrant ? 'granted' : 'activated'
    await transaction.audit({
      actor: actorText(actor),
      action: enabled ? `product.${verb}` : `product.${verb}.ended`,
      subject: organisation,
      details: {
        product,
        ...(member !== undefined && { member }),
        ...(group !== undefined && { group }),
        ...(isGrant && enabled && { role }),
      },
    })
    transaction.changed({ organisation })
    return productsOf(rows, organisation)
  })
}

/** Whoever left is granted nothing, so that nothing waits for them; others need not be members. */
async function checkMember(
  transaction: Transaction,
  organisation: string,
  member: string,
): Promise<void> {
  const row = await lockedMember(transaction, organisation, member)
  if (!row || row.ended_at === null) return
  throw new RefusedRequest('invalid', 'Whoever that was is no member of the organisation any more.')
}

async function setActivation(
  rows: Rows,
  { organisation, product, enabled }: ProductChange,
): Promise<void> {
  if (enabled) {
    await rows
      .insertInto('product_activations')
      .values({ organisation, product })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return
  }
  await rows
    .deleteFrom('product_activations')
    .where('organisation', '=', organisation)
    .where('product', '=', product)
    .execute()
}

/** It is added or removed, and never changed: what counts lookups sees no more than that. */
async function setGrant(
  rows: Rows,
  { organisation, product, member, role, enabled }: ProductChange & Required<MemberGrant>,
): Promise<void> {
  await rows
    .deleteFrom('product_grants')
    .where('organisation', '=', organisation)
    .where('product', '=', product)
    .where('member', '=', member)
    .execute()
  if (!enabled) return
  await rows
    .insertInto('product_grants')
    .values({ organisation, product, member, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function setGroupGrant(
  rows: Rows,
  { organisation, product, group: name, role, enabled }: ProductChange & Required<GroupGrant>,
): Promise<void> {
  await rows
    .deleteFrom('group_grants')
    .where('organisation', '=', organisation)
    .where('product', '=', product)
    .where('name', '=', name)
    .execute()
  if (!enabled) return
  await rows
    .insertInto('group_grants')
    .values({ organisation, product, name, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type MemberGrant = Pick<ProductChange, 'member' | 'role'>
type GroupGrant = Pick<ProductChange, 'group' | 'role'>
