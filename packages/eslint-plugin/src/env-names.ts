/** What the name of an environment variable says of the value it holds. */
export type NameVerdict = 'secret' | 'publishable' | 'ambiguous' | 'plain'

export interface PublicName {
  readonly prefix: string
  /** The name without its prefix: what the variable is to be called on the server. */
  readonly bare: string
  readonly ships: string
}

export interface NameWords {
  readonly secretNames?: readonly string[]
  readonly publishableNames?: readonly string[]
}

/** Which frameworks copy a variable into what they ship, by the prefix of its name. */
const frameworks: Readonly<Record<string, string>> = {
  NEXT_PUBLIC_: 'Next.js',
  EXPO_PUBLIC_: 'Expo',
  NUXT_PUBLIC_: 'Nuxt',
  REACT_APP_: 'Create React App',
  VUE_APP_: 'Vue CLI',
  NG_APP_: 'ngx-env',
  GATSBY_: 'Gatsby',
  REDWOOD_ENV_: 'Redwood',
  BLITZ_PUBLIC_: 'Blitz',
  NX_PUBLIC_: 'Nx',
  STORYBOOK_: 'Storybook',
  PLASMO_PUBLIC_: 'Plasmo',
  BUN_PUBLIC_: 'Bun',
  VITE_: 'Vite',
  WXT_: 'WXT',
  PUBLIC_: 'the build',
}

export const publicPrefixes: readonly string[] = Object.keys(frameworks)

/** The name taken apart when one of the prefixes makes it public. */
export function publicName(
  name: string,
  prefixes: readonly string[] = publicPrefixes,
): PublicName | undefined {
  const prefix = prefixes.find((start) => name.startsWith(start) && name.length > start.length)
  if (prefix === undefined) return undefined
  return { prefix, bare: name.slice(prefix.length), ships: frameworks[prefix] ?? 'the build' }
}

/** Judges a name without its public prefix, or one that has none. */
export function judgeName(name: string, words: NameWords = {}): NameVerdict {
  if (words.publishableNames?.some((other) => namesAlike(other, name))) return 'publishable'
  if (words.secretNames?.some((other) => namesAlike(other, name))) return 'secret'

  const parts = withoutStage(wordsOf(name))
  const last = parts.at(-1)
  if (last === undefined || switches.has(parts[0]!)) return 'plain'
  const isKey = keyWords.has(last)
  function has(...some: readonly string[]): boolean {
    return some.some((word) => parts.includes(word))
  }

  if (isPrivate(parts, has)) return 'secret'
  if (isShown(has)) return 'publishable'
  if (isService(parts, has)) return 'secret'
  if (!isKey) return 'plain'
  if (has(...vendorsWithoutBrowserKeys)) return 'secret'
  if (last === 'KEY' && has(...keysOfNothing)) return 'plain'
  return 'ambiguous'
}

/** Judges a name whatever its prefix. */
export function judgeVariable(name: string, words: NameWords = {}): NameVerdict {
  return judgeName(publicName(name)?.bare ?? name, words)
}

/** Whether a name is asked for where no public prefix excuses it: `API_KEY` counts as well. */
export function soundsSecret(name: string, words: NameWords = {}): boolean {
  const verdict = judgeName(name, words)
  return verdict === 'secret' || (verdict === 'ambiguous' && name.toUpperCase() !== 'KEY')
}

/** `apiKey`, `API_KEY` and `api-key` are the words API and KEY. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z\d]+/)
    .flatMap((word) => compounds[word] ?? (word === '' ? [] : [word]))
}

type Has = (...words: readonly string[]) => boolean

/** Words no value in a browser may go by, whoever issued it. */
function isPrivate(parts: readonly string[], has: Has): boolean {
  const last = parts.at(-1)!
  const after = parts[parts.indexOf('SECRET') + 1]
  if (has('SECRET') && (after === undefined || carriers.has(after)) && carriers.has(last)) {
    return true
  }
  if (passwords.has(last)) return true
  if (last === 'MNEMONIC' || (last === 'PHRASE' && has('SEED', 'RECOVERY', 'SECRET'))) return true
  if (!carriers.has(last)) return false
  return (
    (has('PRIVATE') && has('KEY')) ||
    (has('SERVICE') && has('ROLE')) ||
    (has('SERVICE') && parts.at(-2) === 'SERVICE' && keyWords.has(last)) ||
    (has('SERVICE') && has('ACCOUNT')) ||
    (has('SERVER') && last === 'KEY') ||
    (has('WRITE') && (last === 'TOKEN' || has('ALGOLIA'))) ||
    (has('ADMIN', 'PERSONAL', 'MASTER', 'ROOT', 'SIGNING', 'ENCRYPTION', 'JWT') &&
      keyWords.has(last))
  )
}

/** Keys that are made to be shown. */
function isShown(has: Has): boolean {
  if (has(...madeToBeShown)) return true
  if (has('FIREBASE') && !has('TOKEN')) return true
  if ((has('SENTRY') && has('DSN')) || (has('SUPABASE') && has('KEY'))) return true
  if (has('SITE', 'WRITE', 'SEARCH', 'CLIENT', 'LICENSE') && has('KEY')) return true
  return (has('CLIENT') && has('ID', 'TOKEN')) || (has('GOOGLE') && has('PLACES', 'GEOCODING'))
}

/** Addresses and credentials of services that only servers call. */
function isService(parts: readonly string[], has: Has): boolean {
  const last = parts.at(-1)!
  if (has('ACCESS') && last === 'KEY') return true
  if (last === 'PAT' || last === 'CREDENTIALS') return true
  if (last === 'STRING' && has('CONNECTION')) return true
  if (last === 'TOKEN' && has('BOT', 'DEPLOY')) return true
  if (!addresses.has(last)) return false
  return has(...databases) || (has('WEBHOOK') && has('SLACK', 'DISCORD', 'TEAMS'))
}

/** `STRIPE_SECRET_KEY_LIVE_2` is a `STRIPE_SECRET_KEY`. */
function withoutStage(parts: readonly string[]): readonly string[] {
  let end = parts.length
  while (end > 1 && (stages.has(parts[end - 1]!) || /^V?\d+$/.test(parts[end - 1]!))) end--
  return parts.slice(0, end)
}

function namesAlike(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name
  const pieces = pattern.split('*')
  const [first = ''] = pieces
  const last = pieces.at(-1)
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  let from = first.length
  for (const piece of pieces.slice(1, -1)) {
    const at = name.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return from + last.length <= name.length
}

const compounds: Readonly<Record<string, readonly string[]>> = {
  APIKEY: ['API', 'KEY'],
  APIKEYS: ['API', 'KEY'],
  KEYS: ['KEY'],
  TOKENS: ['TOKEN'],
  SECRETS: ['SECRET'],
  APITOKEN: ['API', 'TOKEN'],
  APISECRET: ['API', 'SECRET'],
  AUTHTOKEN: ['AUTH', 'TOKEN'],
  ACCESSKEY: ['ACCESS', 'KEY'],
  ACCESSTOKEN: ['ACCESS', 'TOKEN'],
  SECRETKEY: ['SECRET', 'KEY'],
  CLIENTSECRET: ['CLIENT', 'SECRET'],
  PRIVATEKEY: ['PRIVATE', 'KEY'],
  PUBLICKEY: ['PUBLIC', 'KEY'],
  SERVICEROLE: ['SERVICE', 'ROLE'],
  SITEKEY: ['SITE', 'KEY'],
  DBURL: ['DB', 'URL'],
  HUGGINGFACEHUB: ['HUGGINGFACE'],
}

const stages = setOf('LIVE TEST PROD PRODUCTION DEV DEVELOPMENT STAGING PREVIEW LOCAL SANDBOX')
const switches = setOf('ENABLE DISABLE ENABLED USE HAS IS SHOW HIDE ALLOW REQUIRE SKIP')
const keyWords = setOf('KEY TOKEN PAT SECRET')
const passwords = setOf('PASSWORD PASSWD PWD PASSPHRASE PASSCODE')

/** What the words of a secret's name may end with; `SECRET_NAME` and `TOKEN_URL` do not. */
const carriers = setOf(
  'SECRET KEY TOKEN ACCESS ROLE ACCOUNT VALUE BASE64 B64 PEM HEX JSON CREDENTIAL CREDENTIALS PASS API',
)
const addresses = setOf('URL URI DSN CONNECTION STRING')
const databases = wordsIn(
  'DATABASE DB MONGO MONGODB REDIS POSTGRES POSTGRESQL MYSQL MARIADB AMQP RABBITMQ PG',
)
const madeToBeShown = wordsIn(
  'PUBLISHABLE ANON PUBLIC MEASUREMENT POSTHOG MAPS MAPBOX MAPTILER GMAPS VAPID ' +
    'RECAPTCHA HCAPTCHA TURNSTILE PUSHER STOREFRONT MIXPANEL AMPLITUDE SEGMENT LOGROCKET ' +
    'HOTJAR BUGSNAG TINYMCE GIPHY WEB3FORMS APPINSIGHTS APPLICATIONINSIGHTS INSIGHTS ' +
    'INSTRUMENTATION REVENUECAT WALLETCONNECT GTM GA CESIUM DOCSEARCH',
)
const vendorsWithoutBrowserKeys = wordsIn(
  'OPENAI ANTHROPIC CLAUDE GEMINI GROQ MISTRAL COHERE OPENROUTER REPLICATE HUGGINGFACE HF ' +
    'TOGETHER FIREWORKS PERPLEXITY DEEPSEEK XAI GROK RESEND SENDGRID MAILGUN MAILCHIMP POSTMARK ' +
    'BREVO TWILIO GITHUB GITLAB SLACK DISCORD TELEGRAM NPM AWS CLOUDFLARE VERCEL NETLIFY HEROKU ' +
    'DIGITALOCEAN DEEPGRAM ELEVENLABS ASSEMBLYAI PINECONE QDRANT WEAVIATE TAVILY SERPAPI ' +
    'LANGCHAIN LANGSMITH SENTRY NOTION AIRTABLE LINEAR JIRA SQUARE HUBSPOT SALESFORCE DOPPLER',
)
/** Keys that open nothing. */
const keysOfNothing = wordsIn(
  'STORAGE CACHE QUERY SORT PRIMARY FOREIGN I18N THEME COOKIE SESSION HOT SHORTCUT PARTITION ROW ' +
    'CONFIG DATA LOCALE OBJECT',
)

function setOf(words: string): ReadonlySet<string> {
  return new Set(wordsIn(words))
}

function wordsIn(words: string): readonly string[] {
  return words.split(' ')
}
