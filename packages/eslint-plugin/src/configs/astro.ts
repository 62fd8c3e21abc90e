import { preset } from './preset.ts'

export const astro = preset('astro', { prefixes: ['PUBLIC_'] })
