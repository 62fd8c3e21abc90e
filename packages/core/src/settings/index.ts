export { isExpired, matchesAllow, type Leak } from './allow.ts'
export { createPathFilter, matchesPath, type Paths } from './glob.ts'
export { defaultSettings, faultText, parseSettings, type SettingsFault } from './parse.ts'
export { isDetectorOn, type Allow, type Settings } from './settings.ts'
