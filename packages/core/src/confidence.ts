/**
 * How sure a finding is. `certain`: a checksum or a structure nothing else has. `likely`: what is
 * reported and blocked by default. `possible`: worth a look when somebody asks for everything.
 */
export type Confidence = 'certain' | 'likely' | 'possible'

export const confidences: readonly Confidence[] = ['possible', 'likely', 'certain']

export function isAtLeast(confidence: Confidence, floor: Confidence): boolean {
  return confidences.indexOf(confidence) >= confidences.indexOf(floor)
}
