import { atomscale } from './atomscale.ts'
import { atomyx } from './atomyx.ts'
import { autype } from './autype.ts'
import type { Dialect } from './dialect.ts'
import { operate } from './operate.ts'

export const dialects: readonly Dialect[] = [atomscale, atomyx, autype, operate]
