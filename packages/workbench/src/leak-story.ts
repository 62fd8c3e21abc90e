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

for (const system of chosen) {
  if (!(await isTold(system))) process.exitCode = 1
}
