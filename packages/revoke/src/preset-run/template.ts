import type { Secret } from '@keyward/core'

/** What stands in a request for `{name}`. */
export type Values = ReadonlyMap<string, string>

/** What every request may say of a secret; each leaves through `reveal()`, here alone. */
export function valuesOf(secret: Secret, sha256: string, others: Values): Values {
  const text = secret.reveal()
  const [, part2 = ''] = text.split('.')
  return new Map([
    ...others,
    ['secret', text],
    ['sha256', sha256],
    ['head8', text.slice(0, 8)],
    ['tail4', text.slice(-4)],
    ['part2', part2],
  ])
}

export type Encode = (value: string) => string

/** `{name}` by its value; `{+name}` in a path keeps its slashes; `{basic:a:b}` is for Basic auth. */
export function fill(template: string, values: Values, encode: Encode): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    if (name.startsWith('basic:')) return basic(name.split(':').slice(1), values)
    if (name.startsWith('+')) return valueOf(name.slice(1), values).split('/').map(encode).join('/')
    return encode(valueOf(name, values))
  })
}

/** The same within whatever JSON holds. */
export function fillAll(document: unknown, values: Values): unknown {
  if (typeof document === 'string') return fill(document, values, (value) => value)
  if (Array.isArray(document)) return document.map((part) => fillAll(part, values))
  if (typeof document !== 'object' || document === null) return document
  const entries = Object.entries(document).map(([name, part]) => [name, fillAll(part, values)])
  return Object.fromEntries(entries)
}

function basic([user = '', password = '']: readonly string[], values: Values): string {
  return Buffer.from(`${valueOf(user, values)}:${valueOf(password, values)}`).toString('base64')
}

function valueOf(name: string, values: Values): string {
  const value = values.get(name)
  if (value === undefined) throw new Error(`A preset asks for ${name}, which it does not declare.`)
  return value
}
