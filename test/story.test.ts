import { describe, expect, it } from 'vitest'
import { stepCount, systems, tellStory } from '../fixtures/leak-story/index.ts'

describe('the story of a leaked key', () => {
  it.each(systems.map((system) => [system.api.title, system] as const))(
    'ends with a dead key and a closed incident at %s',
    async (_, system) => {
      const told = await tellStory(system, () => undefined)
      expect(told.filter(({ isDone }) => !isDone)).toEqual([])
      expect(told).toHaveLength(stepCount)
    },
    120_000,
  )
})
