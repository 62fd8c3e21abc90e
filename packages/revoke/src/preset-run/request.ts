import type { RequestShape } from '../presets/preset.ts'
import type { Answer } from './answer.ts'
import { signedHeaders } from './aws-signature.ts'
import { fill, fillAll, type Values } from './template.ts'

export interface RequestParts {
  readonly base: string
  readonly values: Values
  readonly fetch: typeof fetch
  readonly at: Date
}

const patience = 15_000
const longestAnswer = 4 * 1024 * 1024

/** Asks a provider. Undefined: it could not be asked, or what it said cannot be read. */
export async function ask(shape: RequestShape, parts: RequestParts): Promise<Answer | undefined> {
  const { base, values, fetch } = parts
  const url = new URL(`${base.replace(/\/+$/, '')}${fill(shape.path, values, encodeURIComponent)}`)
  const body = bodyOf(shape, values)
  const headers = { ...headersOf(shape, values), 'user-agent': 'keyward-revoke' }
  try {
    const response = await fetch(url, {
      method: shape.method,
      headers: shape.aws ? signed(shape, shape.aws, url, headers, body ?? '', parts) : headers,
      ...(body === undefined ? {} : { body }),
      // A secret goes where it was meant to go, and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    const text = await response.text()
    if (text.length > longestAnswer) return undefined
    return { status: response.status, document: parsed(text) }
  } catch {
    // What is thrown may quote the request.
    return undefined
  }
}

/** What a request does, without any value in it. */
export function described({ method, path }: RequestShape, base: string): string {
  return `${method} ${base.replace(/\/+$/, '')}${path}`
}

function headersOf({ headers = {}, json, form }: RequestShape, values: Values) {
  const filled = Object.entries(headers).map(([name, value]) => {
    const text = fill(value, values, (part) => part)
    // A line break would begin a header of its own.
    if (/[\r\n\0]/.test(text)) throw new Error('A value holds a line break.')
    return [name, text]
  })
  const type =
    json !== undefined
      ? { 'content-type': 'application/json' }
      : form !== undefined
        ? { 'content-type': 'application/x-www-form-urlencoded' }
        : {}
  return { ...Object.fromEntries(filled), ...type } as Readonly<Record<string, string>>
}

function bodyOf({ json, form }: RequestShape, values: Values): string | undefined {
  if (json !== undefined) return JSON.stringify(fillAll(json, values))
  if (form === undefined) return undefined
  return new URLSearchParams(fillAll(form, values) as Record<string, string>).toString()
}

function signed(
  shape: RequestShape,
  aws: NonNullable<RequestShape['aws']>,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  { values, at }: RequestParts,
): Readonly<Record<string, string>> {
  const { service } = aws
  const key = fill(aws.key, values, (value) => value)
  const secret = fill(aws.secret, values, (value) => value)
  return signedHeaders({ method: shape.method, url, headers, body, service, key, secret, at })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
