import { preset } from './preset.ts'

export const nuxt = preset('nuxt', {
  prefixes: ['NUXT_PUBLIC_', 'VITE_'],
  clientFiles: [
    '{app,src}/**',
    '{components,composables,layouts,middleware,pages,plugins,stores}/**',
  ],
  serverFiles: ['**/server/**', '**/*.server.*', '**/*.config.*'],
})
