// `npm run story`: keys of four systems are minted, leak and die.
import { systems } from '../../../fixtures/leak-story/index.ts'
import { isTold } from './tell.ts'

const [wanted] = process.argv.slice(2)
const chosen = systems.filter(({ api }) => wanted === undefined || api.id === wanted)
if (chosen.length === 0) {
  const names = systems.map(({ api }) => api.id).join(', ')
  console.error(`There is no system ${wanted ?? ''}. Name one of ${names}.`)
  process.exitCode = 2
}

let failed = 0
for (const system of chosen) {
  if (!(await isTold(system))) failed++
  console.log()
}
if (chosen.length > 0)
  console.log(
    failed === 0 ? 'All as it should be.' : `Of ${chosen.length} stories ${failed} failed.`,
  )
if (failed > 0) process.exitCode = 1
