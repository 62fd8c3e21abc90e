import { UsageError } from '@keyward/core/settings'
import type { Subscriber } from '../event.ts'
import { atDesk } from './desk.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { print, say, table } from './print.ts'
import { listOf, noWords, onlyWord, type Request } from './words.ts'

export function subscribers(request: Request): Promise<ExitCode> {
  noWords(request)
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('GET', '/v1/subscribers')
    const rows = (answer['rows'] as Omit<Subscriber, 'sealed'>[]).map((one) => [
      one.id,
      one.enabled ? 'enabled' : 'disabled',
      one.organisation ?? '–',
      one.events.length === 0 ? 'all' : one.events.join(','),
      one.url,
    ])
    print(request, answer, table(['ID', 'STATE', 'ORGANISATION', 'EVENTS', 'URL'], rows))
    return exitCode.done
  })
}

export function add(request: Request): Promise<ExitCode> {
  const url = onlyWord(request)
  const { organisation, events } = request.values
  return atDesk(request, async (desk) => {
    const body = { url, organisation, events: listOf(events) }
    const answer = await desk.ask('POST', '/v1/subscribers', body)
    const { id } = answer['subscriber'] as Subscriber
    print(request, answer, [String(answer['secret'])])
    say(request, `${id} is told of events. What signs its messages is shown this once.`)
    say(request, `Public key of its v1a signatures: ${String(answer['publicKey'])}`)
    return exitCode.done
  })
}

export function remove(request: Request): Promise<ExitCode> {
  const id = onlyWord(request)
  return atDesk(request, async (desk) => {
    await desk.ask('DELETE', `/v1/subscribers/${encodeURIComponent(id)}`)
    print(request, { id }, [`${id} is told of nothing any more.`])
    return exitCode.done
  })
}

interface ShownDelivery {
  readonly id: string
  readonly subscriber: string
  readonly event: { readonly type: string }
  readonly state: string
  readonly attempts: number
  readonly reason?: string
}

export function deliveries(request: Request): Promise<ExitCode> {
  noWords(request)
  const { state } = request.values
  return atDesk(request, async (desk) => {
    const filter = state === undefined ? '' : `?state=${state}`
    const answer = await desk.ask('GET', `/v1/deliveries${filter}`)
    const rows = (answer['rows'] as ShownDelivery[]).map((one) => [
      `${one.subscriber}/${one.id}`,
      one.state,
      one.event.type,
      `${one.attempts}`,
      one.reason ?? '–',
    ])
    print(request, answer, table(['DELIVERY', 'STATE', 'EVENT', 'ATTEMPTS', 'REASON'], rows))
    return exitCode.done
  })
}

export function replay(request: Request): Promise<ExitCode> {
  const name = onlyWord(request)
  const [subscriber = '', delivery = '', ...rest] = name.split('/').map(encodeURIComponent)
  if (delivery === '' || rest.length > 0) {
    throw new UsageError(`"${name}" names no delivery.`, 'See keyward-keys deliveries.')
  }
  return atDesk(request, async (desk) => {
    const path = `/v1/subscribers/${subscriber}/deliveries/${delivery}/replay`
    print(request, await desk.ask('POST', path), [`${name} will be sent once more.`])
    return exitCode.done
  })
}
