import pg from 'pg'
import type { Change } from '../transaction.ts'
import type { Lookups } from './lookups.ts'
import { connectionSettings } from './pool.ts'

export const channel = 'keyward_changed'

export interface Listener {
  close(): Promise<void>
}

const pause = 500

/** Hears of the changes of other processes, on a connection of its own that is opened again. */
export async function listen(url: string, lookups: Lookups): Promise<Listener> {
  let closed = false
  let client = await connect()
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(connectionSettings(url))
    client.on('notification', ({ payload = '' }) => {
      for (const change of parsed(payload)) lookups.forget(change)
    })
    client.on('error', () => undefined)
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    client.once('end', lost)
    lookups.resume()
    return client
  }

  function lost(): void {
    lookups.pause()
    if (!closed) timer = setTimeout(() => void again(), pause)
  }

  async function again(): Promise<void> {
    try {
      client = await connect()
    } catch {
      lost()
    }
  }

  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client.end()
    },
  }
}

/** As few messages as fit: 8,000 bytes each. */
export function messages(changes: readonly Change[]): string[] {
  const texts = [...new Set(changes.map(written))]
  const size = 100
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, index) =>
    JSON.stringify(texts.slice(index * size, (index + 1) * size)),
  )
}

function written(change: Change): string {
  return 'key' in change ? `key ${change.key}` : `organisation ${change.organisation}`
}

function parsed(payload: string): Change[] {
  const texts = JSON.parse(payload) as string[]
  return texts.map((text) => {
    const name = text.slice(text.indexOf(' ') + 1)
    return text.startsWith('key ') ? { key: name } : { organisation: name }
  })
}
