import { preset } from './preset.ts'

/** For applications without a framework around Vite: all of `src` is shipped. */
export const vite = preset('vite', {
  prefixes: ['VITE_'],
  clientFiles: ['src/**'],
  serverFiles: [
    'server/**',
    'src/server/**',
    '**/*.server.*',
    '**/entry-server.*',
    '**/*.config.*',
  ],
})
