import { preset } from './preset.ts'
import { rulesOf } from './rules-of.ts'

export const next = preset('next', { prefixes: ['NEXT_PUBLIC_'], rules: rulesOf('next') })
