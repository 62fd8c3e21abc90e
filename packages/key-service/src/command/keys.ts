import type { Key } from '../key.ts'
import { atDesk, type Answer, type Desk } from './desk.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { date, described, print, say, shownKey, table } from './print.ts'
import { durationOf, listOf, needed, noWords, onlyWord, type Request } from './words.ts'

export function mint(request: Request): Promise<ExitCode> {
  const { values, surroundings } = request
  const expires = values.expires
  const body = {
    name: onlyWord(request),
    organisation: needed(request, 'organisation'),
    environment: values.environment ?? 'production',
    creator: values.creator ?? surroundings.user,
    scopes: listOf(values.scopes) ?? [],
    products: listOf(values.products),
    ...(expires !== undefined && {
      expiresAt: surroundings.clock() + durationOf(expires, 'expires'),
    }),
  }
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('POST', '/v1/keys', { ...body, api: await apiOf(request, desk) })
    tellToken(request, answer, keyIn(answer, 'key'))
    return exitCode.done
  })
}

export function list(request: Request): Promise<ExitCode> {
  noWords(request)
  const { organisation, api, environment, state, search } = request.values
  const wanted = { organisation, api, environment, state, search }
  const filter = Object.entries(wanted).filter((entry): entry is [string, string] => !!entry[1])
  return atDesk(request, async (desk) => {
    const rows: Key[] = []
    for (let after: unknown = ''; typeof after === 'string';) {
      const query = new URLSearchParams([...filter, ['limit', '500']])
      if (after !== '') query.set('after', after)
      const page = await desk.ask('GET', `/v1/keys?${query.toString()}`)
      rows.push(...(page['rows'] as Key[]))
      after = page['next']
    }
    print(request, { rows }, rows.length === 0 ? [] : table(heads, rows.map(row)))
    say(request, rows.length === 1 ? '1 key.' : `${rows.length} keys.`)
    return exitCode.done
  })
}

export function show(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  return atDesk(request, async (desk) => {
    const key = await desk.ask('GET', pathOf(id))
    const members = Object.entries(key).map(([name, value]) => [name, valueOf(name, value)])
    print(request, key, table(['id', id], members.slice(1)))
    return exitCode.done
  })
}

export function rotate(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  const overlap = durationOf(needed(request, 'overlap'), 'overlap')
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('POST', `${pathOf(id)}/rotate`, { overlap })
    const { expiresAt } = keyIn(answer, 'key')
    say(request, `${id} opens until ${date(expiresAt)}.`)
    tellToken(request, answer, keyIn(answer, 'successor'))
    return exitCode.done
  })
}

export function revoke(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  const reason = needed(request, 'reason')
  return atDesk(request, async (desk) => {
    if (request.values.replace === undefined) {
      return changed(request, await desk.ask('POST', `${pathOf(id)}/revoke`, { reason }))
    }
    const answer = await desk.ask('POST', `${pathOf(id)}/replace`, { reason })
    say(request, `${id} opens nothing any more.`)
    tellToken(request, answer, keyIn(answer, 'successor'))
    return exitCode.done
  })
}

export function quarantine(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  const reason = needed(request, 'reason')
  return atDesk(request, async (desk) =>
    changed(request, await desk.ask('POST', `${pathOf(id)}/quarantine`, { reason })),
  )
}

export function release(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  const reason = needed(request, 'reason')
  return atDesk(request, async (desk) =>
    changed(request, await desk.ask('POST', `${pathOf(id)}/release`, { reason })),
  )
}

const heads = ['ID', 'STATE', 'KEY', 'API', 'ENVIRONMENT', 'ORGANISATION', 'LAST USED', 'NAME']

function row(key: Key): string[] {
  const { id, state, api, environment, organisation, lastUsedAt, name } = key
  return [id, state, shownKey(key), api, environment, organisation, date(lastUsedAt), name]
}

/** The token alone is on stdout: it can be piped to where it belongs. */
function tellToken(request: Request, answer: Answer, key: Key): void {
  print(request, answer, [String(answer['token'])])
  say(request, `${key.id} is ${described(key)}. Its token is shown this once.`)
}

function changed(request: Request, answer: Answer): ExitCode {
  const key = keyIn(answer, 'key')
  const before = answer['state'] === 'unchanged' ? ' already' : ''
  print(request, answer, [`${key.id} is${before} ${key.state}: ${described(key)}.`])
  return exitCode.done
}

/** Where there is one API beside the service's own, it need not be named. */
async function apiOf({ values }: Request, desk: Desk): Promise<string> {
  if (values.api !== undefined) return values.api
  const { rows } = await desk.ask('GET', '/v1/apis')
  return (rows as { id: string }[])[0]?.id ?? ''
}

function keyIn(answer: Answer, name: 'key' | 'successor'): Key {
  return answer[name] as Key
}

function pathOf(id: string): string {
  return `/v1/keys/${encodeURIComponent(id)}`
}

function valueOf(name: string, value: unknown): string {
  if (name.endsWith('At') && typeof value === 'number') return date(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
