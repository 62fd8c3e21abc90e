import { preset } from './preset.ts'

export const sveltekit = preset('sveltekit', { prefixes: ['PUBLIC_', 'VITE_'] })
