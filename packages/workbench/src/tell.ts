import { tellStory, type System } from '../../../fixtures/leak-story/index.ts'

/** Tells the story of a system, a line a step with its time; answers whether it ended well. */
export async function isTold(system: System): Promise<boolean> {
  console.log(system.api.title)
  const told = await tellStory(system, ({ title, said, milliseconds, isDone }) => {
    const time = `${milliseconds.toFixed(0)} ms`.padStart(8)
    console.log(`  ${isDone ? '✓' : '✗'} ${time}  ${title}: ${said}`)
  })
  return told.every(({ isDone }) => isDone)
}
