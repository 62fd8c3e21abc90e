import { preset } from './preset.ts'

export const reactRouter = preset('react-router', { prefixes: ['VITE_'] })
