import type { Invitation, Member } from '../people.ts'
import { atDesk } from './desk.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { date, print, say, table } from './print.ts'
import { needed, noWords, onlyWord, type Request } from './words.ts'

export function members(request: Request): Promise<ExitCode> {
  noWords(request)
  const path = pathIn(request, 'members')
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('GET', path)
    const rows = (answer['rows'] as Member[]).map((member) => [
      member.account,
      member.role,
      member.twoFactor ? 'yes' : 'no',
      date(member.since),
      `${member.name} <${member.email}>`,
    ])
    print(request, answer, table(['ACCOUNT', 'ROLE', 'SECOND FACTOR', 'SINCE', 'WHO'], rows))
    return exitCode.done
  })
}

export function changeMember(request: Request): Promise<ExitCode> {
  const path = pathIn(request, 'members', onlyWord(request))
  const role = needed(request, 'role')
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('PATCH', path, { role })
    const { name } = answer['member'] as Member
    print(request, answer, [`${name} is ${role}. ${keysIn(answer)} lost scopes by it.`])
    return exitCode.done
  })
}

export function removeMember(request: Request): Promise<ExitCode> {
  const path = pathIn(request, 'members', onlyWord(request))
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('DELETE', path)
    const { name } = answer['member'] as Member
    print(request, answer, [`${name} is no member any more. ${keysIn(answer)} revoked by it.`])
    return exitCode.done
  })
}

/** The token alone is on stdout, as that of a key is. */
export function invite(request: Request): Promise<ExitCode> {
  const email = onlyWord(request)
  const path = pathIn(request, 'invitations')
  const role = request.values.role ?? 'viewer'
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('POST', path, { email, role })
    const { expiresAt, ...invitation } = answer['invitation'] as Invitation
    print(request, answer, [String(answer['token'])])
    const whom = `${invitation.email} as ${role} of ${invitation.organisation}`
    say(request, `${invitation.id} invites ${whom} until ${date(expiresAt)}.`)
    say(request, 'Mail its token to that address: it is shown this once.')
    return exitCode.done
  })
}

export function invitations(request: Request): Promise<ExitCode> {
  noWords(request)
  const path = pathIn(request, 'invitations')
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('GET', path)
    const rows = (answer['rows'] as Invitation[]).map((one) => [
      one.id,
      one.role,
      date(one.expiresAt),
      one.invitedBy,
      one.email,
    ])
    print(request, answer, table(['ID', 'ROLE', 'UNTIL', 'BY', 'ADDRESS'], rows))
    return exitCode.done
  })
}

export function withdraw(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  const path = pathIn(request, 'invitations', id)
  return atDesk(request, async (desk) => {
    await desk.ask('DELETE', path)
    print(request, { id }, [`${id} lets nobody in any more.`])
    return exitCode.done
  })
}

function pathIn(request: Request, ...parts: readonly string[]): string {
  const all = [needed(request, 'organisation'), ...parts]
  return `/v1/organisations/${all.map(encodeURIComponent).join('/')}`
}

function keysIn({ keys }: Readonly<Record<string, unknown>>): string {
  return keys === 1 ? '1 key' : `${String(keys)} keys`
}
