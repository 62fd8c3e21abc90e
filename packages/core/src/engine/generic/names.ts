import { wordsOf } from './words.ts'

/** What kind of credential a name promises; `key` alone promises little. */
export type Kind =
  'password' | 'secret' | 'token' | 'apikey' | 'key' | 'auth' | 'credential' | 'salt' | 'none'

/** What the words behind the credential make of it. */
export type Tail = 'none' | 'neutral' | 'describes' | 'hashed' | 'shown' | 'coded' | 'other'

export interface NameFacts {
  readonly kind: Kind
  readonly tail: Tail
  /** Words before the credential that make it one (`api`, `client`), or no secret (`public`). */
  readonly strengthened: boolean
  readonly weakened: boolean
  /** A text on a screen: `LABEL_PASSWORD`. */
  readonly isShown: boolean
  /** No longer what opens something: `encryptedPassword`. */
  readonly isHashed: boolean
  /** Of a key pair, the half that everyone may know. */
  readonly isPublic: boolean
  /** `getPassword`, `isToken`, `resetPassword`: what is done, rather than what there is. */
  readonly verb: boolean
  readonly words: number
}

const promises = kinds({
  password:
    'password passwd pwd pass passphrase passcode pw psw pswd passwort passw passwrd senha mdp ' +
    'rootpassword dbpassword userpassword adminpassword mypassword requirepass passwords pgpassword identified',
  secret: 'secret secrets clientsecret appsecret secretkey sharedsecret secretaccesskey',
  token:
    'token tokens accesstoken authtoken jwt bearer apitoken refreshtoken usertoken bottoken idtoken csrftoken',
  apikey:
    'apikey accesskey privatekey authkey appkey encryptionkey signingkey masterkey accountkey apikeys nkey xkey pnkey',
  key: 'key keys',
  auth: 'auth authorization basicauth oauth',
  credential: 'credential credentials creds cred',
  salt: 'salt nonce iv seed otp totp pin',
})

/** In one word with others: `dbpassword`, `mysecret`, `oauthtoken`. */
const suffixes: readonly (readonly [string, Kind])[] = [
  ['password', 'password'],
  ['passwd', 'password'],
  ['passphrase', 'password'],
  ['pwd', 'password'],
  ['secret', 'secret'],
  ['secretkey', 'secret'],
  ['apikey', 'apikey'],
  ['accesskey', 'apikey'],
  ['authkey', 'apikey'],
  ['token', 'token'],
  ['key', 'key'],
  ['salt', 'salt'],
]

const tails = {
  neutral: list(
    'value val text string str default base prod production dev development test testing staging live new old ' +
      'current confirmation confirm again repeat b64 base64 hex raw plain plaintext clear plus bytes byte data ' +
      'content b a x y i ii iii one two three dec enc encoded actual real correct good bad wrong valid invalid ' +
      'expected tmp temp main master root admin user db database mysql postgres redis api app',
  ),
  describes: list(
    'id ids name names file files filename path paths dir directory url uri urls endpoint host port location ' +
      'length len size min max count number num limit index idx expiry expires expired expiration expire ttl ' +
      'lifetime age timeout date time timestamp created updated at on last used since changed version status state type types kind mode ' +
      'format encoding algorithm alg algo provider store storage keystore source src env var variable variables ' +
      'ref refs reference arn alias owner issuer audience scope scopes role usage prefix suffix separator delimiter ' +
      'policy strength rule rules regex pattern regexp required enabled disabled optional flag option options ' +
      'param params parameter parameters argument arg args property prop props header headers cookie group ' +
      'column col table schema model entity class klass method function func endpoint region',
  ),
  hashed: list(
    'hash hashed hashes digest checksum sha sha1 sha256 md5 crc fingerprint thumbprint signature sig sum encrypted crypt bcrypt cipher integrity',
  ),
  shown: list(
    'label title placeholder hint prompt message msg error err errors text description desc help tooltip caption ' +
      'heading notice warning info note question link button btn icon image img input field fields form screen page view ' +
      'dialog modal tab menu style css color template email mail subject body',
  ),
  coded: list(
    'manager factory handler helper util utils service services client provider generator validator verifier resolver ' +
      'reader writer parser builder encoder decoder converter listener callback filter interceptor request response result ' +
      'event action command controller repository dao dto info config configuration settings spec context session stream ' +
      'set get list map array dict object obj enum constant constants exception failure success changed reset update ' +
      'auth authentication authenticator login grant exchange flow usage binding code codes position pos start end kind word char ' +
      'press up down board frame frames pair pairs space chain ring',
  ),
} as const

const strengtheners = list(
  'api access secret private auth encryption encrypt crypt crypto cipher signing sign sig shared master account ' +
    'license licence client consumer app application service subscription aes rsa hmac des 3des ecdsa ed25519 ec storage session ' +
    'cookie webhook hook admin deploy root oauth oauth2 server google aws azure gcp github gitlab slack twitter facebook ' +
    'stripe sendgrid mailgun mailchimp twilio datadog sentry algolia firebase bot personal bearer jwt refresh security integration ' +
    'user db database mysql postgres redis mongo smtp mail ftp ssh ldap registry docker npm django flask rails recaptcha ' +
    'captcha maps map telegram discord openai x secure symmetric cloudflare heroku dropbox pusher bugsnag newrelic relic ' +
    'travis circle codecov sonar jira instagram linkedin spotify yahoo paypal braintree square merchant',
)

const weakeners = list(
  'public pub publickey encrypted wrapped hashed sealed foreign primary partition sort cache row i18n object hot host known composite candidate unique ' +
    'index item next previous prev first last parent child left right arrow shortcut dict map property route ' +
    'query sort group by order translation locale lang message label translate storage local redis config meta option ' +
    'registry env param field column json xml data form any each some no without missing lookup search idempotency ' +
    'page continuation sync pagination request change starting work unit idempotent pad padded lexer syntax keyword operator next current start end open close string number ' +
    'identifier comment punctuation whitespace newline eof peek',
)

const interfaceWords = list(
  'label title placeholder tooltip hint caption heading msg message i18n toast alert lbl txt',
)
const sealedWords = list(
  'hashed encrypted crypted wrapped masked sealed obfuscated redacted digest',
)

const verbs = list(
  'get is has find fetch load read check verify validate expect require generate create make forgot forget reset ' +
    'change update show hide toggle enter confirm encrypt decrypt hash compare match parse lookup need needs use uses ' +
    'should can missing no invalid ask prompt handle on when remove delete revoke',
)

/** The same names come again and again, in one text and in the next; they are no secrets. */
const known = new Map<string, NameFacts>()
const mostKnown = 20_000

export function factsOfName(name: string): NameFacts {
  let facts = known.get(name)
  if (facts === undefined) {
    if (known.size === mostKnown) known.clear()
    known.set(name, (facts = readName(name)))
  }
  return facts
}

function readName(name: string): NameFacts {
  const words = wordsOf(name)
  let kind: Kind = 'none'
  let at = words.length - 1
  for (; at >= 0 && kind === 'none'; at--) kind = kindOf(words[at]!)
  const place = at + 1
  if (kind === 'none')
    return {
      kind,
      tail: 'none',
      strengthened: false,
      weakened: false,
      isShown: false,
      isHashed: false,
      isPublic: false,
      verb: false,
      words: words.length,
    }
  const before = words.slice(Math.max(0, place - 3), place)
  const near = words[place - 1]
  return {
    kind,
    tail: tailOf(words.slice(place + 1), kind, place === 0),
    strengthened:
      before.some((word) => strengtheners.has(word)) ||
      (kind === 'key' && words[place] !== 'key' && words[place] !== 'keys'),
    weakened:
      near !== undefined && weakeners.has(near) && !(strengtheners.has(near) && kind !== 'key'),
    isShown: words.some((word) => interfaceWords.has(word)),
    isHashed: words.some((word) => sealedWords.has(word)),
    isPublic:
      /public|^x-amz-credential$|pub_?key|publishable|^pk$|vapid_?key|application_?server_?key/i.test(
        name,
      ) && !/private|secret/i.test(name),
    verb: verbs.has(words[0]!) && words.length > 1,
    words: words.length,
  }
}

function kindOf(word: string): Kind {
  const exact = promises.get(word)
  if (exact !== undefined) return exact
  if (word.length < 6) return 'none'
  if (
    /^(?:my|db|user|root|admin|ftp|mail|email|smtp|sql|ssh|login|auth|key|trust|new|old|proxy)pass$/.test(
      word,
    )
  )
    return 'password'
  for (const [suffix, kind] of suffixes)
    if (word.endsWith(suffix) && !innocent.has(word)) return kind
  return 'none'
}

/** Words that only end like a credential. */
const innocent = list(
  'jsonwebtoken monkey turkey hockey jockey donkey whiskey compass bypass bypasses surpass trespass overpass basalt cobalt asphalt hotkey keypass subkey',
)

function tailOf(after: readonly string[], kind: Kind, isAlone: boolean): Tail {
  const words = after.filter((word) => !/^\d+$/.test(word))
  // Vault and Nomad call a secret so.
  if (kind === 'secret' && isAlone && words.length === 1 && words[0] === 'id') return 'neutral'
  if (words.length === 0) return after.length === 0 ? 'none' : 'neutral'
  for (const tail of ['hashed', 'describes', 'shown', 'coded'] as const) {
    if (tails[tail].has(words[words.length - 1]!)) return tail
  }
  for (const tail of ['hashed', 'shown', 'describes'] as const) {
    if (words.some((word) => tails[tail].has(word))) return tail
  }
  return words.every((word) => tails.neutral.has(word)) ? 'neutral' : 'other'
}

function list(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

function kinds(names: Readonly<Record<string, string>>): ReadonlyMap<string, Kind> {
  return new Map(
    Object.entries(names).flatMap(([kind, words]) =>
      words.split(' ').map((word) => [word, kind as Kind] as const),
    ),
  )
}
