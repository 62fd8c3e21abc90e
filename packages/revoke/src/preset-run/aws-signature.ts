import { createHash, createHmac } from 'node:crypto'

export interface AwsRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly service: string
  readonly key: string
  readonly secret: string
  readonly at: Date
}

/** IAM lives in one region, whatever else does not. */
const region = 'us-east-1'

/** The headers that sign a request, Signature Version 4. */
export function signedHeaders(request: AwsRequest): Readonly<Record<string, string>> {
  const time = request.at.toISOString().replace(/[-:]|\.\d+/g, '')
  const headers = { ...request.headers, host: request.url.host, 'x-amz-date': time }
  const names = Object.keys(headers).sort()
  const scope = `${time.slice(0, 8)}/${region}/${request.service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hash(canonical(request, headers))].join('\n')
  const signature = hmac(keyFor(request, time.slice(0, 8)), toSign).toString('hex')
  return {
    ...request.headers,
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 Credential=${request.key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  }
}

function canonical(
  { method, url, body }: AwsRequest,
  headers: Readonly<Record<string, string>>,
): string {
  const sorted = Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1))
  return [
    method,
    url.pathname,
    url.searchParams.toString(),
    ...sorted.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    sorted.map(([name]) => name).join(';'),
    hash(body),
  ].join('\n')
}

function keyFor({ secret, service }: AwsRequest, day: string): Buffer {
  const parts = [day, region, service, 'aws4_request']
  return parts.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`))
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
