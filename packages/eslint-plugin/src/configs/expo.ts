import { preset } from './preset.ts'

export const expo = preset('expo', {
  prefixes: ['EXPO_PUBLIC_'],
  clientFiles: ['{app,components,constants,contexts,hooks,lib,providers,screens,src,stores}/**'],
  serverFiles: ['**/*+api.*', '**/*+middleware.*', '{api,server,scripts}/**', '**/*.config.*'],
})
