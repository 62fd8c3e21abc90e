import { preset } from './preset.ts'

export const angular = preset('angular', {
  prefixes: ['NG_APP_'],
  clientFiles: ['src/**', 'projects/*/src/**'],
  serverFiles: ['**/*.server.ts', '**/server.ts', 'server/**', '**/*.config.*'],
})
