import { z } from '@hono/zod-openapi'
import { roles } from '../../role.ts'
import { keySchema } from './key.ts'
import { duration, identifier, text, time } from './text.ts'

const email = text(254).openapi({ example: 'ann@example.com' })
const role = z.enum(roles)

export const accountSchema = z
  .object({
    id: identifier,
    name: z.string(),
    email: z.string(),
    verifiedAt: time.optional(),
    twoFactor: z.boolean(),
    createdAt: time,
    closedAt: time.optional(),
  })
  .openapi('Account')

export const newAccountSchema = z
  .strictObject({
    name: text(200),
    email,
    verified: z.boolean().optional(),
    twoFactor: z.boolean().optional(),
  })
  .openapi('NewAccount')

export const accountPatchSchema = z
  .strictObject({ name: text(200).optional(), twoFactor: z.boolean().optional() })
  .openapi('AccountPatch')

export const accountFilter = z.object({ email })

/** What was mailed to an address. */
const token = z.string().min(1).max(100)

export const proofSchema = z
  .object({ token: z.string(), expiresAt: time })
  .openapi('Proof', { description: 'The token is told this once: mail it to the address.' })

export const tokenSchema = z.strictObject({ token }).openapi('ProofOfAddress')

export const memberSchema = z
  .object({
    organisation: z.string(),
    account: identifier,
    name: z.string(),
    email: z.string(),
    role,
    twoFactor: z.boolean(),
    since: time,
  })
  .openapi('Member')

export const memberList = z.object({ rows: z.array(memberSchema).readonly() })

export const rolePatchSchema = z.strictObject({ role }).openapi('RoleRequest')

export const memberChangeSchema = z
  .object({ member: memberSchema, keys: z.int() })
  .openapi('MemberChange', { description: 'And how many keys lost scopes, or were revoked.' })

export const invitationSchema = z
  .object({
    id: identifier,
    organisation: z.string(),
    email: z.string(),
    role,
    invitedBy: z.string(),
    createdAt: time,
    expiresAt: time,
  })
  .openapi('Invitation')

export const invitationList = z.object({ rows: z.array(invitationSchema).readonly() })

export const newInvitationSchema = z
  .strictObject({ email, role, lasts: duration.optional() })
  .openapi('NewInvitation')

export const invitedSchema = z
  .object({ invitation: invitationSchema, token: z.string() })
  .openapi('Invited', { description: 'The token is told this once: mail it to the address.' })

export const acceptSchema = z.strictObject({ token, account: identifier }).openapi('AcceptRequest')

export const signInSchema = z
  .strictObject({
    organisation: text(200),
    twoFactor: z.boolean().optional(),
    lasts: duration.optional(),
  })
  .openapi('SignIn')

export const sessionSchema = z
  .object({
    key: keySchema,
    token: z.string(),
    member: memberSchema,
    withheld: z.array(z.string()).readonly(),
    advice: z.string().optional(),
  })
  .openapi('Session', { description: 'A key to this service that ends soon, told this once.' })

export const groupsSchema = z
  .object({ groups: z.record(z.string(), z.array(z.string()).readonly()).readonly() })
  .openapi('Groups', { description: 'Accounts by the name of the group.' })

export const groupChangeSchema = z
  .strictObject({ group: text(200), account: identifier, enabled: z.boolean() })
  .openapi('GroupChange')
