import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hashOf, openRevokeDesk, type RevokeDesk } from '../../fixtures/revoke-desk.ts'
import { atMost, barTable, exitCode } from './bars.ts'
import { machine } from './machine.ts'
import { announce, median } from './rounds.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '31' } },
})
const wide =
  '[breaker]\nkeys = 1000000\noverall = 1000000\nshare = 1\n[limits]\nreporter = 1000000\n'
const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
const desk = await openRevokeDesk({
  storeUrl: `sqlite:${join(folder, 'revoke.db')}`,
  top: '',
  toml: wide,
})

try {
  const rounds = Number(values.rounds)
  const single: number[] = []
  const insert: number[] = []
  for (let round = 0; round < rounds; round++) {
    single.push(await reportAndRefuse(desk, 1, `${round}`))
    insert.push(await bareInsert(desk, `${round}`))
    await desk.quiet()
    announce(`single ${round + 1} of ${rounds}`)
  }
  const batch: number[] = []
  for (let round = 0; round < 3; round++) {
    batch.push(await reportAndRefuse(desk, 1000, `batch-${round}`))
    announce(`batch ${round + 1} of 3`)
    await desk.quiet()
  }
  announce('')
  const [one, many, floor] = [median(single), median(batch), median(insert)]
  const bars = [
    atMost('report to refusal of one key, ms', one, 50),
    atMost('report to refusal of 1,000 keys, ms', many, 1500),
  ]
  const ratio = one / floor
  if (values.json) {
    console.log(
      JSON.stringify({ bars, runs: { single, batch, insert, ratio }, machine: machine() }),
    )
  } else {
    console.log(
      `A bare insert takes ${floor.toFixed(2)} ms; one report ${ratio.toFixed(1)} times that.\n`,
    )
    console.log(barTable(bars))
  }
  process.exitCode = exitCode(bars)
} finally {
  await desk.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** From the report of hashes to the moment the last of their keys is refused, in ms. */
async function reportAndRefuse(desk: RevokeDesk, count: number, name: string): Promise<number> {
  const minted = []
  for (let index = 0; index < count; index++) minted.push(await desk.mint())
  const reports = minted.map(({ sha256 }, index) => ({
    sha256,
    exposure: 'public',
    url: `https://example.com/${name}/${index}`,
  }))
  const started = performance.now()
  const response = await desk.report(reports)
  if (response.status !== 200) throw new Error(`The report was answered with ${response.status}.`)
  for (const { token } of minted) {
    while ((await desk.keys.verify(token)).state !== 'revoked') {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return performance.now() - started
}

async function bareInsert({ store }: RevokeDesk, name: string): Promise<number> {
  const row = { id: `bare-${name}`, origin: 'bench', name: null, received_at: 0 }
  const started = performance.now()
  await store.transaction((transaction) =>
    transaction
      .insertInto('delivery')
      .values({ ...row, body_sha256: hashOf(name) })
      .execute(),
  )
  return performance.now() - started
}
