export { base62Digits, crc32, toBase62 } from './checksum.ts'
export { isAtLeast, type Confidence } from './confidence.ts'
export type { Detector, Provider } from './detector.ts'
export { providers } from './detectors/index.ts'
export { createEngine, type Engine, type EngineSettings, type Scan } from './engine/engine.ts'
export { placesOf } from './engine/generic/dialect.ts'
export { isPlaceholder } from './engine/placeholder.ts'
export { blockSize, type TextHome } from './engine/prefilter.ts'
export { isReference } from './engine/reference.ts'
export type { Look } from './engine/search.ts'
export { directive, readSuppressions, type Scope } from './engine/suppressions.ts'
export type { Encoding, Finding } from './finding.ts'
export { fingerprint, type Fingerprint } from './fingerprint.ts'
export {
  houseKeyCharacters,
  houseKeyDetectors,
  houseKeyProblem,
  type HouseKey,
} from './house-key.ts'
export { anywhere, type Place } from './place.ts'
export { positionsOf, type Position, type Span } from './position.ts'
export type { Problem } from './problem.ts'
export { proofOf, type Proof } from './proof.ts'
export { rejections, type RejectionReason } from './rejection.ts'
export type { Amounts, Chunk, Entry, IdleSuppression, Left, Origin, Report } from './report.ts'
export { sample } from './sample.ts'
export { Secret } from './secret.ts'
export type { Suppression } from './suppression.ts'
export type { Verdict } from './verdict.ts'
