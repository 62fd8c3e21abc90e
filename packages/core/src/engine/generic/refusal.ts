import type { RejectionReason } from '../../rejection.ts'
import { isPlaceholder } from '../placeholder.ts'
import { isReference } from '../reference.ts'
import type { Candidate } from './candidate.ts'
import type { NameFacts } from './names.ts'
import { rarityOf } from './rarity.ts'

/** A name that promises no credential, whatever it is given. */
export function refusalOfName({
  kind,
  tail,
  strengthened,
  weakened,
  isPublic,
  isShown,
  isHashed,
}: NameFacts): RejectionReason | undefined {
  if (kind === 'none') return 'name'
  if (isPublic) return 'public'
  if (isShown) return 'name'
  if (isHashed) return 'hash'
  if (tail === 'describes' || tail === 'shown') return 'name'
  if (tail === 'hashed') return 'hash'
  if (weakened && !strengthened && openToDoubt.has(kind)) return 'name'
  return undefined
}

/** Kinds that a word before them can make into something else: `cache key`, `next token`. */
const openToDoubt: ReadonlySet<string> = new Set(['key', 'token', 'auth', 'salt'])

/** A value that is none, whatever it is called: cheapest questions first. */
export function refusalOfValue(value: string, { quote }: Candidate): RejectionReason | undefined {
  if (isPlain(value)) return 'common'
  if (isReference(value)) return 'reference'
  if (isPlaceholder(value)) return 'placeholder'
  if (address.test(value) || code.test(value) || expression.test(value)) return 'syntax'
  if (publicKey.test(value)) return 'public'
  if (hash.test(value)) return 'hash'
  if (isProse(value) || translated.test(value)) return 'words'
  if (keyword.test(value) || (quote === 0 && bareCode.test(value))) return 'syntax'
  return undefined
}

/** Numbers, dates, versions, booleans and nothing. */
function isPlain(value: string): boolean {
  return (
    /^(?:true|false|null|none|nil|undefined|yes|no|on|off|void|empty|default|unknown|never|always)$/i.test(
      value,
    ) ||
    /^[-+]?\d+\.\d+$/.test(value) ||
    /^0x[\da-f]{1,8}$/i.test(value) ||
    /^[\^~<>=]*v?\d+\.\d+(?:\.\d+|\.x)?(?:[-+.][\w.]+)?$/.test(value) ||
    /^#[\da-f]{3,8}$/i.test(value) ||
    /^(?:utf-?(?:8|16)|latin-?1|ascii|iso-8859-\d+)$/i.test(value) ||
    /^\d{4}-\d\d-\d\d/.test(value) ||
    /^[\W_]+$/.test(value)
  )
}

/** Paths, URLs without a user, e-mail addresses, hosts, MIME types. */
const address =
  /^(?:[a-z][a-z\d+.-]{1,12}:\/\/(?![^/\s]*:[^/\s]*@)|mailto:|data:|~?\.{0,2}\/[\w.$@-]+(?:\/|$|\.\w)|[A-Za-z]:\\|\\\\\w|[\w.+-]+@[\w-]+\.[a-z]{2,8}$|(?:\d{1,3}\.){3}\d{1,3}|[\w-]+(?:\/[\w.-]+)*\.(?:js|ts|py|go|rb|php|java|json|ya?ml|xml|html?|css|pem|key|crt|cer|jks|p12|pfx|txt|md|png|svg|properties|conf|sh|com|org|net|io)$|(?:application|text|image)\/[\w.+-]+)/i

/** Calls, member accesses, types, markup, operators, statements. */
const code =
  /^(?:[A-Za-z_$][\w$]*(?:\.|->|::)[A-Za-z_$][\w$]*(?:(?:\.|->|::)[\w$]+)*\(?[^)]*\)?;?|[\w.$]+\([^)]*\)?.*|[\w$]+\[[\w$'"]+]|.*(?:=>|===| ==? |&&|\|\||!=|\+ ?["']|["'] ?\+).*|<\/?\w[^>]*>.*|\.[a-z][\w-]+|(?:string|str|int|integer|bool|boolean|number|object|array|any|bytes?|char|text|varchar)(?:[[(<?!].*)?|(?:new|await|return|function|class|const|var|let|if|not|select|insert)\b .*)$/i

/** A regular expression, or a text of escapes. */
const expression =
  /\[\^|\(\?[:=!<]|\\[wdsS][+*]|^\^.*\$$|^(?:\\u[\da-f]{4}){1,8}$|^(?:\\x[\da-f]{2}){1,4}$/i

/** What a bare word is when it is no literal. */
const bareCode = /[(){}[\];]|^[*&|>~^]|^-{1,2}\w/

const publicKey =
  /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2|-----BEGIN|MIIBIj|MIIBoj|MIICIj|MIGfMA|MFkwEw|MFwwDQ|MHYwEA|MCowBQ|AAAAB3NzaC|pk_(?:live|test)_|xox[a-z]-0)/

/** A password as it is kept to check it: crypt, bcrypt, argon2, PBKDF2, LDAP, Django. */
const hash =
  /^(?:\$(?:1|2[abxy]|5|6|7|y|argon2\w*|scrypt|pbkdf2\S*|apr1|P|H)\$|\{(?:S?SHA\d*|S?MD5|CRYPT|bcrypt)\}|pbkdf2_sha|(?:sha(?:1|256|384|512)|md5)[:$-]|SCRAM-SHA)/i

/** `Password` in other languages, as a form shows it. */
const translated =
  /^(?=[A-Z\x80-\xff])(?:[A-Z\xc0-\xd6\xd8-\xde][A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff']* ){0,3}(?:passwor[dt]s?|wachtwoord|senha|contrase.{1,2}a|parol[ae]?|jelsz.{1,2}|l.{1,2}senord|has.{1,2}o|heslo|salas.{1,2}n?a|adgangskode|mot de passe|geslo|lozinka|kata sandi|.{1,2}ifre|wagwoord|kennwort|passord)(?: [A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]+){0,2}$/

const keyword =
  /^(?:function|symbol|await|async|return|new|this|self|typeof|lambda|def|static|const|required|optional|readonly|compat|gecos|(?:Secret|Optional|Union|Final|Literal)(?:Str|Bytes|String)?|(?:Read|Get|New|ConvertTo)-[A-Z]\w+)$/

/** Text for people. */
function isProse(value: string): boolean {
  if (isForeign(value)) return true
  const spaces = value.split(' ').length - 1
  if (spaces === 0) return false
  if (spaces >= 3 || value.length > 40) return true
  return /^[A-Z][a-z]+(?: [a-z]+)+[.!?:]?$/.test(value) || rarityOf(value).worded > 0.6
}

/** A third and more of it lies beyond ASCII. */
function isForeign(value: string): boolean {
  let foreign = 0
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 0x7f) foreign++
  return foreign * 3 > value.length
}
