import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { actForAll, type Env } from '../caller.ts'
import { settled } from '../member.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  acceptSchema,
  accountFilter,
  accountPatchSchema,
  accountSchema,
  memberList,
  memberSchema,
  newAccountSchema,
  proofSchema,
  sessionSchema,
  signInSchema,
  tokenSchema,
} from '../schemas/people.ts'
import { identifier } from '../schemas/text.ts'

/** For the identity provider alone: it says who somebody is, so its key acts for everybody. */
export function accountRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { people } = parts.service
  const app = createRouter()
  const params = z.object({ id: identifier })
  const scoped = needs(parts, 'accounts:write')

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/accounts',
      summary: 'Add the account of a person',
      ...scoped,
      request: { body: body(newAccountSchema) },
      responses: {
        201: answer(accountSchema, 'The account.'),
        ...failures('conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const request = present(context.req.valid('json'))
      return context.json(await people.addAccount(request, caller.actor), 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/accounts',
      summary: 'Find the account of an address',
      ...scoped,
      request: { query: accountFilter },
      responses: {
        200: answer(z.object({ rows: z.array(accountSchema) }), 'It, or none.'),
        ...failures('cannot-be'),
      },
    }),
    async (context) => {
      actForAll(context.get('caller'))
      const found = await people.accountOf(context.req.valid('query').email)
      return context.json({ rows: found ? [found] : [] }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/accounts/verify',
      summary: 'Prove an address by what was mailed to it',
      ...scoped,
      request: { body: body(tokenSchema) },
      responses: { 200: answer(accountSchema, 'The account.'), ...failures('conflict') },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { token } = context.req.valid('json')
      const { account } = settled(await people.verifyAddress(token, caller.actor))
      return context.json(account, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/accounts/{id}',
      summary: 'Read an account',
      ...scoped,
      request: { params },
      responses: { 200: answer(accountSchema, 'The account.'), ...failures('not-found') },
    }),
    async (context) => {
      actForAll(context.get('caller'))
      const account = await people.account(context.req.valid('param').id)
      if (!account) throw new Problem('not-found', { detail: 'There is no such account.' })
      return context.json(account, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/accounts/{id}',
      summary: 'Change the name of an account, or whether a second factor is asked for',
      ...scoped,
      request: { params, body: body(accountPatchSchema) },
      responses: {
        200: answer(accountSchema, 'The account as it is now.'),
        ...failures('not-found', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { id } = context.req.valid('param')
      const patch = present(context.req.valid('json'))
      return context.json(settled(await people.changeAccount(id, patch, caller.actor)).account, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/accounts/{id}',
      summary: 'Close an account: it leaves every organisation, and its keys are revoked',
      ...scoped,
      request: { params },
      responses: { 200: answer(accountSchema, 'The account.'), ...failures('not-found') },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { id } = context.req.valid('param')
      return context.json(settled(await people.closeAccount(id, caller.actor)).account, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/accounts/{id}/verification',
      summary: 'Make what is mailed to an address to prove it; the one before is worth nothing',
      ...scoped,
      request: { params },
      responses: {
        201: answer(proofSchema, 'What to mail.'),
        ...failures('not-found', 'conflict'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { id } = context.req.valid('param')
      const { token, expiresAt } = settled(await people.startVerification(id, caller.actor))
      return context.json({ token: token.reveal(), expiresAt }, 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/accounts/{id}/memberships',
      summary: 'List the organisations of an account, and what it is in each',
      ...scoped,
      request: { params },
      responses: { 200: answer(memberList, 'All of them.'), ...failures() },
    }),
    async (context) => {
      actForAll(context.get('caller'))
      const { id } = context.req.valid('param')
      return context.json({ rows: await people.memberships(id) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/accounts/{id}/sessions',
      summary: 'Open one organisation to a person who has signed in',
      ...scoped,
      request: { params, body: body(signInSchema) },
      responses: {
        201: answer(sessionSchema, 'A key that ends soon.'),
        ...failures('not-found', 'conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { id } = context.req.valid('param')
      const request = present(context.req.valid('json'))
      const session = settled(await people.signIn(id, request, caller.actor))
      const { key, member, withheld, advice } = session
      const told = { key, token: session.token.reveal(), member, withheld }
      return context.json(present({ ...told, advice }), 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/invitations/accept',
      summary: 'Let the account to whose address an invitation was sent in',
      ...scoped,
      request: { body: body(acceptSchema) },
      responses: {
        200: answer(memberSchema, 'The member.'),
        ...failures('not-found', 'conflict'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { token, account } = context.req.valid('json')
      return context.json(settled(await people.accept(token, account, caller.actor)).member, 200)
    },
  )
  return app
}
