/**
 * Does the text only hold a place, or show what a secret looks like: `<your-token>`, `changeme`,
 * `sk_live_abc123...`, `ghp_xxxxxxxxxxxx`? Random text of twenty characters and more never does.
 */
export function isPlaceholder(value: string): boolean {
  if (value.length > 512) return /(?:(.)\1{63})/.test(value)
  return (
    bracketed.test(value) ||
    elided.test(value) ||
    isRepeated(value) ||
    isSequence(value) ||
    speaks(value)
  )
}

/** `<…>`, `[…]`, `{…}`, `(…)`, `__X__`, with words inside. */
const bracketed =
  /^(?:<[^<>]{1,80}>|\[[A-Za-z][\w .:-]{0,60}\]|\{[A-Za-z][\w .:-]{0,60}\}|\(\w[\w .:-]{0,60}\)|__\w{2,40}__|%\w{2,40}%|@@?\w{2,40}@@?)$|<(?:your|my|the|insert|enter|secret|token|password|api)[^<>]{0,60}>/i

/** Shortened on purpose. */
const elided =
  /\.\.\.|\u2026|\*{3}|\u2022{3}|^x{3,}(?![a-z0-9])|x{5,}|X{5,}|_{4,}|#{4,}|\?{3}|(?:\[|<)(?:snip|redacted|hidden|masked|removed|filtered)|^redacted|redacted$/i

/** Two thirds and more of it are one character, or it is a short piece again and again. */
function isRepeated(value: string): boolean {
  if (value.length < 6) return /^(.)\1{2,}$/.test(value)
  if (/(.)\1{7}/.test(value) && !/[+/=]/.test(value) && distinct(value) < 12) return true
  if (/^(.{1,5}?)\1{2,}.{0,4}$/.test(value) && distinct(value) * 3 <= value.length) return true
  return distinct(value) <= Math.min(4, value.length / 5)
}

function distinct(value: string): number {
  let count = 0
  for (let at = 0; at < value.length; at++) if (value.indexOf(value.charAt(at)) === at) count++
  return count
}

/** Each character's follower on the keyboard's rows of letters. */
const keyboard = new Map(
  ['qwertyuiop', 'asdfghjkl'].flatMap((row) =>
    Array.from(row.slice(1), (next, index) => [row.charCodeAt(index), next.charCodeAt(0)] as const),
  ),
)

/** Runs along an alphabet: most of it lies in pieces of five characters and more of a ladder. */
function isSequence(value: string): boolean {
  const text = value.toLowerCase().replace(/^[a-z]{2,6}[-_](?:[a-z]{2,6}[-_])*/, '')
  if (text.length < 12) return false
  let covered = 0
  let length = 1
  let kind = 0
  for (let at = 1; at <= text.length; at++) {
    const next = at < text.length ? stepOf(text.charCodeAt(at - 1), text.charCodeAt(at)) : 0
    if (next !== 0 && (next === kind || length === 1)) {
      length++
      kind = next
      continue
    }
    if (length >= 5) covered += length
    // The character before begins another piece.
    length = next === 0 ? 1 : 2
    kind = next
  }
  return covered * 3 >= text.length * 2
}

/** 1 up an alphabet, 2 down, 3 along the keyboard; 0 for no step of a ladder. */
function stepOf(from: number, to: number): number {
  if (to === from + 1 && isLadder(from) && isLadder(to)) return 1
  // The digits go round, and on to the letters of hexadecimal.
  if ((from === 57 && (to === 48 || to === 97)) || (from === 102 && to === 48)) return 1
  if ((to === from - 1 && isLadder(from) && isLadder(to)) || (from === 48 && to === 57)) return 2
  return keyboard.get(from) === to ? 3 : 0
}

function isLadder(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122)
}

/** Words stand in it that say so: between other characters, since random text holds letters too. */
function speaks(value: string): boolean {
  if (telling.test(value)) return true
  return (
    value.length <= 80 &&
    (wordy.test(value) ||
      /^(?:abc|foo|bar|baz|xyz|qux|lorem|todo|tbd|n\/a|null|none|nil|undefined)\d{0,3}$/i.test(
        value,
      ))
  )
}

/** So long that they do not happen by chance. */
const telling =
  /change.?(?:me|this|it.?in)|your[-_ .]?(?:own|api|app|secret|token|key|password|access|auth|client|account|bot|github|slack|aws|private|pass|user|org|project|domain|company|\w{3,12}[-_ ](?:key|token|secret|password|here|id))|(?:goes|put|insert|paste|enter|replace|fill|type)[-_ ]?(?:it|in|your|me|this|with|the|here|by)(?![a-z])|replace.?me|place.?holder|example|(?:^|[^a-z\d])dummy|(?:^|[^a-z\d])(?:fake|mock|sample|invalid|bogus)(?:[^a-z\d]|$)|not[-_ ]?(?:a[-_ ]?)?(?:real|secret|needed|used|set|valid|important)|(?:my|some|the|this)[-_ ](?:super[-_ ]?)?(?:secret|token|api|key|password|access)|[-_ ]here$|to[-_]?be[-_]?(?:replaced|filled|set|changed)|do[-_ ]?not[-_ ]?use|deadbeef(?:deadbeef|cafe|$)/i

/** Only words that such texts are put together from, two and more. */
const wordy =
  /^(?=[^-_. ]+[-_. ]\d{0,4}[a-z])(?:(?:your|my|the|a|an|some|user|admin|this|is|insecure|super|aws|gcp|azure|github|gitlab|slack|google|openai|stripe|api|app|bot|db|oauth2?|auth|access|refresh|bearer|client|private|public|secret|secrets|token|tokens|key|keys|id|password|passwd|pwd|credential|credentials|value|string|live|test|prod|dev|sk|pk|ak|xoxb|xoxp|ghp|here|goes|dummy|fake|mock|sample|demo|temp|foo|bar|baz|abc|xyz|placeholder|redacted|hidden|example|default)(?:[-_. ]\d{0,4}|$))*$/i
