import { bottom } from './codes.as'

// What a rebuilding says beside its outcome.
export const size: usize = bottom
export const freshLength: usize = bottom + 4
/** The ranges of the target that were not copied, by where they start and end. */
export const fresh: usize = bottom + 0x6000
export const freshEnd: usize = bottom + 0x16000
