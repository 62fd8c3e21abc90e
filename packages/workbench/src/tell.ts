import { tellStory, type System, type Told } from '../../../fixtures/leak-story/index.ts'

/** Tells the story of a system, a line a step with its time; answers whether it ended well. */
export async function isTold(system: System): Promise<boolean> {
  console.log(system.api.title)
  const told = await tellStory(system, tell).catch((error: unknown) => {
    console.log(`  ✗ The scene could not be set. ${error instanceof Error ? error.message : ''}`)
    return undefined
  })
  return told?.every(({ isDone }) => isDone) ?? false
}

function tell({ title, said, milliseconds, isDone }: Told): void {
  const time = `${milliseconds.toFixed(0)} ms`.padStart(8)
  console.log(`  ${isDone ? '✓' : '✗'} ${time}  ${title}: ${said}`)
}
