import { hash } from 'node:crypto'
import { actorText, type Actor } from '../actor.ts'
import type { Api } from '../api.ts'
import { identifier } from '../identifier.ts'
import type { Key } from '../key.ts'
import { RefusedRequest, type Minted } from '../outcome.ts'
import type { MintRequest } from '../service.ts'
import { insertKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import { checkBounds } from './people/bounds.ts'
import { policyOf } from './policy.ts'
import { checkText, told, type Workings } from './workings.ts'

export async function mint(
  workings: Workings,
  request: MintRequest,
  actor: Actor,
): Promise<Minted> {
  const api = checkRequest(workings.apis, request)
  return workings.store.write(async (transaction) => {
    await checkBounds(transaction, api, request, request.scopes)
    const expiresAt = await expiryOf(transaction, request)
    const wanted = { ...request, ...(expiresAt !== undefined && { expiresAt }) }
    const minted = await writeKey(workings, transaction, api, wanted, actor)
    const { organisation } = request
    await transaction.emit({ type: 'key.minted', organisation, data: told(minted.key) })
    return minted
  }, 'together')
}

/** A key that takes the place of another one: like it in everything but its bytes and its dates. */
export async function mintSuccessor(
  workings: Workings,
  transaction: Transaction,
  key: Key,
  actor: Actor,
): Promise<Minted> {
  const api = workings.apis.find(({ id }) => id === key.api)
  if (!api) throw new RefusedRequest('invalid', `The API ${key.api} is not served here.`)
  const { maximumAge } = await policyOf(transaction.rows, key.organisation)
  const age = key.expiresAt === undefined ? Infinity : key.expiresAt - key.createdAt
  const shortest = Math.min(age, maximumAge ?? Infinity)
  const expiresAt = Number.isFinite(shortest) ? transaction.now + shortest : undefined
  const { organisation, name, creator, environment, scopes, products } = key
  const like = { api: key.api, organisation, name, creator, environment, scopes, products }
  const request = { ...like, ...(expiresAt !== undefined && { expiresAt }) }
  return writeKey(workings, transaction, api, request, actor, key)
}

/** The one way a key is written; who may have it was decided before. */
export async function writeKey(
  workings: Workings,
  transaction: Transaction,
  api: Api,
  request: MintRequest,
  actor: Actor,
  predecessor?: Key,
): Promise<Minted> {
  const { tokens, peppers, random } = workings
  const { now } = transaction
  const { token, start, last4 } = tokens.mint(api, request.environment)
  const id = identifier('key', now, random)
  const key: Key = {
    ...request,
    id,
    products: request.products ?? [],
    state: 'active',
    start,
    last4,
    family: predecessor?.family ?? id,
    ...(predecessor && { predecessor: predecessor.id }),
    createdAt: now,
  }
  const [digest] = peppers.digests(hash('sha256', token.reveal()))
  await insertKey(transaction, { ...key, digest: digest!, pepper: peppers.current })
  const { organisation, name, environment, scopes, products } = key
  const details = { api: api.id, organisation, name, environment, scopes, products }
  await transaction.audit({
    actor: actorText(actor),
    action: 'key.minted',
    subject: id,
    details: { ...details, ...(predecessor && { predecessor: predecessor.id }) },
  })
  return { key, token }
}

function checkRequest(apis: readonly Api[], request: MintRequest): Api {
  const { organisation, name, creator, environment, scopes, products = [] } = request
  const api = apis.find(({ id }) => id === request.api)
  if (!api) throw new RefusedRequest('invalid', `There is no API "${request.api}".`)
  if (api.environments[environment] === undefined) {
    throw new RefusedRequest('invalid', `${api.title} has no environment "${environment}".`)
  }
  checkText('The name', name)
  checkText('The organisation', organisation)
  checkText('The creator', creator)
  checkScopes(api, scopes, products)
  return api
}

export function checkScopes(
  api: Api,
  scopes: readonly string[],
  products: readonly string[],
): void {
  const scope = scopes.find((scope) => !api.scopes.includes(scope))
  const product = products.find((product) => !api.products.includes(product))
  if (scope !== undefined) {
    throw new RefusedRequest('invalid', `${api.title} has no scope "${scope}".`)
  }
  if (product !== undefined) {
    throw new RefusedRequest('invalid', `${api.title} has no product "${product}".`)
  }
}

/** The policy of an organisation is kept where none was asked for, and not exceeded where one was. */
export async function expiryOf(
  { rows, now }: Transaction,
  { organisation, expiresAt }: Pick<MintRequest, 'organisation' | 'expiresAt'>,
  createdAt = now,
): Promise<number | undefined> {
  const { maximumAge } = await policyOf(rows, organisation)
  const latest = maximumAge === undefined ? undefined : createdAt + maximumAge
  if (expiresAt === undefined) return latest
  if (!Number.isSafeInteger(expiresAt) || expiresAt <= now) {
    throw new RefusedRequest('invalid', 'The expiry must lie in the future.')
  }
  if (latest !== undefined && expiresAt > latest) {
    throw new RefusedRequest('invalid', 'The expiry is later than the policy of the organisation.')
  }
  return expiresAt
}
