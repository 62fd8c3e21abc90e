import { isPlaceholder, isReference } from '@keyward/core'

/** Whether a text that stands where only a credential may stand is one, by what it looks like. */
export function isCredentialText(text: string): boolean {
  return (
    text.length >= 8 &&
    text.length <= 8192 &&
    !/[\s{}<>|]/.test(text) &&
    !isPlaceholder(text) &&
    !isReference(text) &&
    !isPublishable(text) &&
    isRandom(text)
  )
}

/** Keys that their issuer means for everybody's eyes. */
export function isPublishable(text: string): boolean {
  return /^(?:pk_(?:live|test)_|pk\.|phc_|sb_publishable_|rzp_(?:live|test)_|pub-c-|sub-c-)/.test(
    text,
  )
}

/** Digits among letters, a long number, or letters in a mixture that no word has. */
function isRandom(text: string): boolean {
  const parts = text.split(/[-_.:/+=~]+/)
  if (/^\d+$/.test(text)) return text.length >= 12
  if (!/\d/.test(text)) return parts.some((part) => part.length >= 16 && changesOfCase(part) >= 4)
  if (/^v\d/.test(text) || /^\d+(?:\.\d+)*$/.test(text)) return false
  return !parts.every((part) => /^(?:[A-Za-z]{0,20}\d{0,4}|\d{1,6})$/.test(part))
}

function changesOfCase(text: string): number {
  return (text.match(/[a-z](?=[A-Z])/g) ?? []).length
}
