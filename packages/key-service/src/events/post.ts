import { request as requestPlainly, type IncomingMessage } from 'node:http'
import { request as requestSafely } from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { addressProblem, type Reach } from './address.ts'

/** Sends one message; a redirect is an answer like any other. */
export type Post = (
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<Posted>

export type Posted =
  | { readonly state: 'answered'; readonly status: number; readonly retryAfter?: string }
  | { readonly state: 'unanswered' | 'refused'; readonly reason: string }

export interface PostSettings {
  readonly reach: Reach
  /** For all of it: name, connection and answer. 15 s when left out. */
  readonly timeout?: number
  /** Trusted beside the usual certificates. */
  readonly ca?: string
  /** How names become addresses; a test gives its own. */
  readonly lookup?: (hostname: string, options: object, callback: LookupCallback) => void
}

type LookupCallback = (
  error: Error | null,
  address: string | { address: string; family: number }[],
  family?: number,
) => void

export function createPost(settings: PostSettings): Post {
  const { reach, timeout = 15_000 } = settings
  const filter = { allowPrivateIPAddress: reach === 'any', allowMetaIPAddress: false }
  // One connection a message: an address that was checked is the one that is used.
  const plain = new RequestFilteringHttpAgent({ ...filter, keepAlive: false })
  const safe = new RequestFilteringHttpsAgent({ ...filter, keepAlive: false })
  const { ca, lookup } = settings
  const connection = { ...(ca !== undefined && { ca }), ...(lookup && { lookup }) }

  return async (url, { headers, body }) => {
    const problem = addressProblem(url, reach)
    if (problem !== undefined) return { state: 'refused', reason: problem }
    const signal = AbortSignal.timeout(timeout)
    const options = {
      method: 'POST',
      signal,
      ...connection,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Keyward',
      },
    }
    return new Promise((resolve) => {
      const sent = url.startsWith('https:')
        ? requestSafely(url, { ...options, agent: safe })
        : requestPlainly(url, { ...options, agent: plain })
      sent.once('response', (response) => void answerOf(response).then(resolve))
      sent.on('error', (error) => {
        const reason = signal.aborted ? `No answer in ${timeout / 1000} s.` : reasonOf(error)
        resolve({ state: 'unanswered', reason })
      })
      sent.end(body)
    })
  }
}

// Nobody reads the answer; more of it than this is not even received.
const longestAnswer = 64 * 1024

async function answerOf(response: IncomingMessage): Promise<Posted> {
  const { statusCode: status = 0, headers } = response
  const retryAfter = headers['retry-after']
  let length = 0
  try {
    for await (const part of response) {
      length += (part as Uint8Array).length
      if (length > longestAnswer) break
    }
  } catch {
    // The status has been received, and nothing else is of interest.
  }
  response.destroy()
  return { state: 'answered', status, ...(retryAfter !== undefined && { retryAfter }) }
}

/** Says no more than the kind of it: an address of the network behind a name is nobody's business. */
function reasonOf(error: Error): string {
  if (error.message.startsWith('DNS lookup')) return 'The name leads to an internal network.'
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return `The receiver could not be reached${code}.`
}
