import { isAtLeast } from '@keyward/core/settings'
import {
  revokeModes,
  type Exposure,
  type RevokeMode,
  type RevokeSettings,
} from '@keyward/core/settings'
import type { Leak } from './leak.ts'

/** What is asked for a leak: the milder of what the mode and the policy allow. */
export function decide(settings: RevokeSettings, exposure: Exposure): RevokeMode {
  const ranks = [settings.mode, settings.policy[exposure]].map((mode) => revokeModes.indexOf(mode))
  return revokeModes[Math.min(...ranks)] ?? 'off'
}

/** Whether a leak is sure enough, and of an environment that counts. */
export function isWorthReporting(settings: RevokeSettings, leak: Leak): boolean {
  const { environments, confidence } = settings
  if (!isAtLeast(leak.confidence, confidence)) return false
  if (environments.length === 0 || leak.environment === undefined) return true
  return environments.includes(leak.environment)
}
