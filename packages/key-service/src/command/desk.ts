import type { Hono } from 'hono'
import { UsageError } from '@keyward/core/settings'
import type { Env } from '../http/caller.ts'
import { createApp } from '../http/app.ts'
import { createLimits, noLimits } from '../http/limits.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { openService } from './open-service.ts'
import { NotDone } from './not-done.ts'
import type { Request } from './words.ts'

/** Where commands are carried out: a service that runs, or one in this process. */
export interface Desk {
  /** One request of the HTTP API; throws when it was not done. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export type Answer = Readonly<Record<string, unknown>>

/** Every command is a request of the HTTP API, so that it does the same here and from afar. */
export async function openDesk(request: Request): Promise<Desk> {
  return request.values.url === undefined ? localDesk(request) : remoteDesk(request)
}

/** Closes the desk whatever happens at it. */
export async function atDesk<Result>(
  request: Request,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const desk = await openDesk(request)
  try {
    return await work(desk)
  } finally {
    await desk.close()
  }
}

async function localDesk(request: Request): Promise<Desk> {
  const { surroundings } = request
  const { service, peppers, close } = await openService(request)
  const app: Hono<Env> = createApp({
    service,
    peppers,
    random: surroundings.random,
    log: createLog({ apis: service.apis, level: 'error', destination: surroundings.stderr }),
    metrics: createMetrics(service.store),
    limits: createLimits(noLimits),
    reach: request.values['closed-network'] === undefined ? 'public' : 'any',
    addressOf: () => 'local',
    clientOf: () => 'local',
    uniformTime: 0,
    operator: { kind: 'operator', id: surroundings.user },
  })
  return {
    async ask(method, path, body) {
      return answerOf(await app.request(path, requestOf(method, body)))
    },
    close,
  }
}

function remoteDesk({ values, surroundings }: Request): Desk {
  const url = values.url ?? ''
  const key = surroundings.environment['KEYWARD_ROOT_KEY']
  if (!URL.canParse(url)) throw new UsageError(`--url cannot be "${url}".`, 'Write an address.')
  if (key === undefined || key === '') {
    throw new UsageError(
      'There is no key to ask the service with.',
      'Set KEYWARD_ROOT_KEY to the root key, or to one that holds the scope.',
    )
  }
  return {
    async ask(method, path, body) {
      const { headers, ...rest } = requestOf(method, body)
      const options = {
        ...rest,
        headers: { ...headers, 'x-api-key': key },
        // A redirect would take the key elsewhere.
        redirect: 'error' as const,
        signal: AbortSignal.timeout(30_000),
      }
      let response: Response
      try {
        response = await fetch(`${url.replace(/\/+$/, '')}${path}`, options)
      } catch {
        throw new UsageError(`No service answers at ${new URL(url).origin}.`, 'Is it running?')
      }
      return answerOf(response)
    },
    close: () => Promise.resolve(),
  }
}

function requestOf(method: string, body: unknown) {
  if (body === undefined) return { method, headers: {} }
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function answerOf(response: Response): Promise<Answer> {
  const answer = await objectOf(response)
  if (response.ok) return answer
  const said = textOf(answer['detail']) ?? wrong(answer['errors']) ?? textOf(answer['title'])
  const message = said ?? `The service answered ${response.status}.`
  const remedy = remedies[response.status] ?? 'Nothing was changed.'
  const isAnswered = [400, 404, 409, 422].includes(response.status)
  throw isAnswered ? new NotDone(message, remedy) : new UsageError(message, remedy)
}

const remedies: Readonly<Record<number, string>> = {
  401: 'Set KEYWARD_ROOT_KEY to a key of this service.',
  403: 'Use a key that holds the scope.',
  404: 'See keyward-keys list, or members.',
  429: 'Wait a minute.',
  503: 'Try again in a moment.',
}

async function objectOf(response: Response): Promise<Answer> {
  const text = await response.text()
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return typeof value === 'object' && value !== null ? (value as Answer) : {}
  } catch {
    return {}
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function wrong(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return undefined
  const [first] = errors as { path?: unknown; message?: unknown }[]
  return `${String(first?.path)}: ${String(first?.message)}.`
}
