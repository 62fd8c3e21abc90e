import { actorText, type Actor } from '../actor.ts'
import { RefusedRequest } from '../outcome.ts'
import type { ProductAccess, ProductChange } from '../service.ts'
import type { Rows } from '../store/store.ts'
import { checkText, type Workings } from './workings.ts'

export async function productsOf(rows: Rows, organisation: string): Promise<ProductAccess> {
  const activations = await rows
    .selectFrom('product_activations')
    .select('product')
    .where('organisation', '=', organisation)
    .orderBy('product')
    .execute()
  const grants = await rows
    .selectFrom('product_grants')
    .select(['member', 'product'])
    .where('organisation', '=', organisation)
    .orderBy('member')
    .orderBy('product')
    .execute()
  const granted = new Map<string, string[]>()
  for (const { member, product } of grants) {
    granted.set(member, [...(granted.get(member) ?? []), product])
  }
  return {
    active: activations.map(({ product }) => product),
    granted: Object.fromEntries(granted),
  }
}

/** Belonging to an organisation opens nothing: a product is activated, and granted to a member. */
export async function setProduct(
  { store, apis }: Workings,
  change: ProductChange,
  actor: Actor,
): Promise<ProductAccess> {
  const { organisation, product, member, enabled } = change
  checkText('The organisation', organisation)
  if (member !== undefined) checkText('The member', member)
  if (!apis.some(({ products }) => products.includes(product))) {
    throw new RefusedRequest('invalid', `No API has a product "${product}".`)
  }
  return store.write(async (transaction) => {
    const { rows } = transaction
    if (member === undefined) await setActivation(rows, change)
    else await setGrant(rows, { ...change, member })
    const verb = member === undefined ? 'activated' : 'granted'
    await transaction.audit({
      actor: actorText(actor),
      action: enabled ? `product.${verb}` : `product.${verb}.ended`,
      subject: organisation,
      details: { product, ...(member !== undefined && { member }) },
    })
    transaction.changed({ organisation })
    return productsOf(rows, organisation)
  })
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

async function setGrant(
  rows: Rows,
  { organisation, product, member, enabled }: ProductChange & { readonly member: string },
): Promise<void> {
  if (enabled) {
    await rows
      .insertInto('product_grants')
      .values({ organisation, product, member })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return
  }
  await rows
    .deleteFrom('product_grants')
    .where('organisation', '=', organisation)
    .where('product', '=', product)
    .where('member', '=', member)
    .execute()
}
