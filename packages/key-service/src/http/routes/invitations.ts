import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { actFor, type Env } from '../caller.ts'
import { askingAs, settled } from '../member.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { organisationPath } from '../schemas/organisation.ts'
import { invitationList, invitedSchema, newInvitationSchema } from '../schemas/people.ts'
import { identifier } from '../schemas/text.ts'

/** Who was asked to come in, and has not come yet. */
export function invitationRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { people } = parts.service
  const app = createRouter()

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/organisations/{organisation}/invitations',
      summary: 'Invite an address; an earlier invitation of it is worth nothing any more',
      ...needs(parts, 'members:write'),
      request: { params: organisationPath, body: body(newInvitationSchema) },
      responses: {
        201: answer(invitedSchema, 'The invitation, and what to mail.'),
        ...failures('conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { organisation } = context.req.valid('param')
      actFor(caller, organisation)
      const request = present({ organisation, ...context.req.valid('json') })
      const as = await askingAs(parts, caller)
      const { invitation, token } = settled(await people.invite(request, caller.actor, as))
      return context.json({ invitation, token: token.reveal() }, 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/invitations',
      summary: 'List invitations that can be accepted',
      ...needs(parts, 'keys:read'),
      request: { params: organisationPath },
      responses: { 200: answer(invitationList, 'All of them.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      return context.json({ rows: await people.invitations(organisation) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/organisations/{organisation}/invitations/{id}',
      summary: 'Withdraw an invitation',
      ...needs(parts, 'members:write'),
      request: { params: organisationPath.extend({ id: identifier }) },
      responses: { 204: { description: 'It cannot be accepted.' }, ...failures('not-found') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { organisation, id } = context.req.valid('param')
      actFor(caller, organisation)
      settled(await people.withdraw(organisation, id, caller.actor))
      return context.body(null, 204)
    },
  )
  return app
}
