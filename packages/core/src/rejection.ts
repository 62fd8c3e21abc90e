/** Why a candidate was not reported, in one sentence each; `keyward explain` prints them. */
export const rejections = {
  placeholder: 'It reads as a placeholder or a documented example, which opens nothing.',
  default: 'It is what servers for development are started with, and everyone tries it first.',
  reference: 'It names a place where the secret is kept instead of being the secret.',
  checksum: 'Its checksum does not fit, so the provider never issued it.',
  structure: 'What it decodes to is not what a secret of this kind holds.',
  context: 'Nothing near it says that it belongs to this provider.',
  name: 'The name it is given does not promise a credential.',
  syntax: 'It is code, a type or a path rather than a value.',
  short: 'It is too short to be a secret of this kind.',
  words: 'It is made of ordinary words.',
  common: 'Its characters are too regular to be a secret.',
  hash: 'It is a hash of something public.',
  uuid: 'It is an identifier, which opens nothing by itself.',
  public: 'It is meant to be public.',
  confidence: 'It is less certain than what was asked for.',
  specific: 'A more specific detector already speaks for these characters.',
} as const

export type RejectionReason = keyof typeof rejections

export interface Rejection {
  readonly rejected: RejectionReason
}

export function rejected(reason: RejectionReason): Rejection {
  return { rejected: reason }
}
