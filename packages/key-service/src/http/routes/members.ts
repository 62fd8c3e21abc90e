import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { actFor, type Env } from '../caller.ts'
import { askingAs, settled } from '../member.ts'
import type { HttpParts } from '../parts.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { organisationPath } from '../schemas/organisation.ts'
import {
  groupChangeSchema,
  groupsSchema,
  memberChangeSchema,
  memberList,
  rolePatchSchema,
} from '../schemas/people.ts'
import { identifier } from '../schemas/text.ts'

/** Who belongs to an organisation, and as what. */
export function memberRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { people } = parts.service
  const app = createRouter()
  const params = organisationPath.extend({ account: identifier })

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/members',
      summary: 'List members',
      ...needs(parts, 'keys:read'),
      request: { params: organisationPath },
      responses: { 200: answer(memberList, 'All of them.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      return context.json({ rows: await people.members(organisation) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/organisations/{organisation}/members/{account}',
      summary: 'Give a member another role; what it does not allow, their keys lose',
      ...needs(parts, 'members:write'),
      request: { params, body: body(rolePatchSchema) },
      responses: {
        200: answer(memberChangeSchema, 'The member.'),
        ...failures('not-found', 'conflict'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const who = context.req.valid('param')
      actFor(caller, who.organisation)
      const change = { ...who, ...context.req.valid('json') }
      const as = await askingAs(parts, caller)
      const changed = settled(await people.changeMember(change, caller.actor, as))
      return context.json({ member: changed.member, keys: changed.keys }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/organisations/{organisation}/members/{account}',
      summary: 'End a membership; the keys that the member made are revoked',
      ...needs(parts, 'members:write'),
      request: { params },
      responses: {
        200: answer(memberChangeSchema, 'Who it was.'),
        ...failures('not-found', 'conflict'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const who = context.req.valid('param')
      actFor(caller, who.organisation)
      const as = await askingAs(parts, caller)
      const { member, keys } = settled(await people.removeMember(who, caller.actor, as))
      return context.json({ member, keys }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/groups',
      summary: 'List groups of members',
      ...needs(parts, 'keys:read'),
      request: { params: organisationPath },
      responses: { 200: answer(groupsSchema, 'All of them.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      return context.json({ groups: await people.groups(organisation) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/organisations/{organisation}/groups',
      summary: 'Put a member into a group, or take them out; it is there while somebody is in it',
      ...needs(parts, 'members:write'),
      request: { params: organisationPath, body: body(groupChangeSchema) },
      responses: { 200: answer(groupsSchema, 'All groups.'), ...failures('cannot-be') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { organisation } = context.req.valid('param')
      actFor(caller, organisation)
      const change = { organisation, ...context.req.valid('json') }
      return context.json({ groups: await people.setGroup(change, caller.actor) }, 200)
    },
  )
  return app
}
