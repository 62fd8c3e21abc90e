export { isExpired, matchesAllow, type Leak } from './allow.ts'
export { optionsOf, readTokens, UsageError, type Arguments, type Flag } from './command-line.ts'
export { createPathFilter, createPathMatcher, matchesPath, type Paths } from './glob.ts'
export { readSettingsObject } from './object.ts'
export { defaultSettings, faultText, parseSettings, type SettingsFault } from './parse.ts'
export {
  exposures,
  isDetectorOn,
  revokeModes,
  type Allow,
  type Exposure,
  type RevokeMode,
  type RevokeSettings,
  type Settings,
} from './settings.ts'
export { nearest } from './words.ts'
// Beside the settings: who only weighs findings need not load what finds them.
export { isAtLeast } from '../confidence.ts'
