import { isPlaceholder, isReference, Secret, type Finding } from '@keyward/core'
import type { Range } from '../bytes.ts'
import { rootOf, type Context } from '../context.ts'
import { isMnemonic } from '../credential-name.ts'
import { isCredentialText, isPublishable } from '../credential-value.ts'
import type { Node } from '../expressions.ts'
import { mention } from '../mention.ts'
import { commentAt, nodeAt } from '../node-at.ts'
import { claim, isClaimed, isRunning } from '../ownership.ts'
import { isTest } from '../place.ts'
import { remedyFor } from '../remedy.ts'
import { boundName, replacementsFor, suggestionMessages, variableNameOf } from '../replacement.ts'
import { defineRule } from '../rule.ts'
import { isGeneric, mayStay, namedSecretsIn, scanText, secretsIn } from '../scan.ts'
import { argumentsInto, namedInto, type Suspect } from '../suspects.ts'

interface Options {
  readonly ignore: readonly string[]
  readonly signatures: boolean
  readonly tests: boolean
}

const name = 'no-hardcoded-credential'

const mentionsName = mention([
  'passw',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'credential',
  'mnemonic',
  'seedphrase',
  'seed_phrase',
  ...['api', 'access', 'private', 'auth', 'signing', 'encryption', 'master', 'service'].flatMap(
    (word) => [`${word}key`, `${word}_key`, `${word}-key`],
  ),
])
export default defineRule<Options>({
  name,
  description: 'texts as passwords, tokens and keys, by the names and calls they are given to',
  about: `Most credentials have no shape of their own; what they are called tells. The detector is that of the scanner (\`generic-credential\`), which weighs a name, a value and what stands around them; of code this rule also knows constants, arms of \`??\` and \`?:\`, defaults, and calls that take a secret, such as \`jwt.sign\`, \`createHmac\`, \`session\` and \`createPool\`.

Names of things that only go with a credential stay silent, and so do placeholders, references to stores of secrets, words, paths, hashes and addresses. What another rule reports is not reported again.`,
  configs: ['recommended', 'client', 'strict', 'text'],
  languages: ['*'],
  hasSuggestions: true,
  messages: {
    named:
      '{{called}} is given a credential that stands in the code ({{preview}}, generic-credential). Whoever reads this file can use it. {{remedy}}',
    unnamed:
      'A credential stands here ({{preview}}, generic-credential). Whoever reads this file can use it. {{remedy}}',
    argument:
      '{{called}} is given a secret that stands in the code ({{preview}}), so everybody who reads this file can do what only the secret should allow. {{remedy}}',
    ...suggestionMessages,
  },
  options: {
    ignore: {
      about: 'Names that hold no credential with you.',
      schema: { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true },
      fallback: [],
    },
    signatures: {
      about: 'Whether arguments of calls that take a secret are looked at.',
      schema: { type: 'boolean' },
      fallback: true,
    },
    tests: {
      about: 'Whether tests are read as well.',
      schema: { type: 'boolean' },
      fallback: false,
    },
  },
  examples: {
    leaks: {
      constant: {
        code: "const adminPassword = '{{base62 18}}'",
        suggestion: 'const adminPassword = process.env.ADMIN_PASSWORD',
      },
      'hexadecimal key': "const apiKey = '{{hex 32}}'",
      'UUID as a key': "const apiKey = '{{hex 8}}-7b3a-4c1d-9e2f-{{hex 12}}'",
      property: "createClient({ url, clientSecret: '{{base62 32}}' })",
      'property whose name is quoted': "const config = { 'secret-key': '{{base62 32}}' }",
      assignment: "config.accessToken = '{{base62 40}}'",
      'field of a class': {
        code: "class Api { private readonly apiKey = '{{hex 32}}' }",
        filename: 'api.ts',
      },
      'private field': "class Api { #authToken = '{{hex 40}}' }",
      'default of a parameter': "function call(apiKey = '{{hex 32}}') {}",
      'default of a property': "const { apiKey = '{{hex 32}}' } = options",
      'member of an enum': {
        code: "enum Keys { ApiKey = '{{hex 32}}' }",
        filename: 'keys.ts',
        suggestion: null,
      },
      'attribute of JSX': {
        code: '<Chart apiKey="{{hex 32}}" />',
        filename: 'chart.jsx',
        suggestion: null,
      },
      'what is used where the variable is missing': {
        code: "const apiSecret = process.env.API_SECRET || '{{base62 32}}'",
        suggestion: 'const apiSecret = process.env.API_SECRET',
      },
      'arm of a condition': "const clientSecret = isLive ? '{{base62 32}}' : undefined",
      'constant of another name': "const k = '{{base62 32}}'\nclient.clientSecret = k",
      'sum of texts': "const clientSecret = '{{base62 16}}' + '{{base62 24}}'",
      'member of a constant':
        "const ids = { live: '{{base62 32}}' }\nconst clientSecret = ids.live",
      'words of a wallet':
        "const mnemonic = 'orbit velvet cactus harbor puzzle lantern meadow fossil ribbon timber galaxy walnut'",
      'secret of a JSON web token': {
        code: "jwt.sign({ sub }, 'kittens and puppies 9')",
        suggestion: 'jwt.sign({ sub }, process.env.JWT_SECRET)',
      },
      'secret of a check': "jwt.verify(token, '{{base62 24}}')",
      'key of a hash': "crypto.createHmac('sha256', '{{base62 24}}').update(body)",
      'key of a cipher': "createCipheriv('aes-256-cbc', '{{base62 32}}', iv)",
      'key in hexadecimal digits':
        "createHmac('sha256', Buffer.from('{{hex 64}}', 'hex').toString())",
      'secret of a session': "app.use(session({ secret: 'keyboard cat', resave: false }))",
      'secrets of a session': {
        code: "app.use(session({ secret: ['new {{base62 12}}', 'old {{base62 14}}'] }))",
        reports: 2,
      },
      'keys of a cookie session': "app.use(cookieSession({ keys: ['{{base62 20}}'] }))",
      'secret of cookies': "app.use(cookieParser('kekse'))",
      'secret of cookies in a constant':
        "const text = 'kekse und milch'\napp.use(cookieParser(text))",
      'password of a database':
        "const pool = mysql.createPool({ host, user, password: '{{base62 14}}' })",
      'password of Sequelize': "new Sequelize('shop', 'shop', 'Sommer-{{digits 6}}')",
      'password of a mail server':
        "nodemailer.createTransport({ auth: { user, pass: 'Sommer-{{digits 6}}' } })",
      'key of CryptoJS': "CryptoJS.AES.encrypt(text, 'correct horse battery')",
      'code that was commented out': "// const apiKey = '{{hex 32}}'",
      'test where tests count': {
        code: "const apiKey = '{{hex 32}}'",
        filename: 'a.test.js',
        options: { tests: true },
      },
      JSON: { code: '{ "apiKey": "{{hex 32}}" }', filename: 'config.json' },
      YAML: { code: 'database:\n  password: {{base62 18}}\n', filename: 'config.yml' },
      TOML: { code: 'client_secret = "{{base62 32}}"\n', filename: 'config.toml' },
      'script of Vue': {
        code: "<script setup>\nconst apiKey = '{{hex 32}}'\n</script>",
        filename: 'a.vue',
      },
      'script of Svelte': {
        code: "<script>\nconst apiKey = '{{hex 32}}'\n</script>",
        filename: 'a.svelte',
      },
    },
    clean: {
      variable: 'const adminPassword = process.env.ADMIN_PASSWORD',
      'import of Vite': 'const apiKey = import.meta.env.VITE_API_KEY',
      placeholder: "const apiKey = 'your-api-key'",
      'placeholder in brackets': "const apiKey = '<API_KEY>'",
      'empty text': "const password = ''",
      'reference to a vault': "const clientSecret = 'vault:secret/data/app#client'",
      'resource of a secrets manager':
        "const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:app'",
      'name of a header': "const apiKeyHeader = 'X-API-Key'",
      'name of a cookie': "const tokenCookie = '__Host-session'",
      'label of a field': "const labels = { password: 'Password', token: 'Access token' }",
      'message of a field': "const errors = { password: 'Your password is too short.' }",
      'type of a field': {
        code: '<input type="password" name="password" autoComplete="current-password" />',
        filename: 'a.jsx',
      },
      'path of a page': "const resetPassword = '/account/reset-password'",
      'address of a page': "const tokenUrl = 'https://auth.acme.dev/oauth/token'",
      'key of a storage': "const tokenKey = 'acme.auth.token'",
      'kind of a token': "const token = { type: 'Punctuator', value: ';' }",
      'hash of a password': "const passwordHash = '$2b$10${{base62 53}}'",
      'address of a wallet': "const tokenAddress = '0x{{hex 40}}'",
      commit: "const commit = '{{hex 40}}'",
      'integrity of a script': "const integrity = 'sha384-{{base64 64}}'",
      'public key': "const publicKey = '{{base64 44}}'",
      'publishable key': "const stripeKey = '{{stripe-publishable-key}}'",
      'key of a list': {
        code: '<li key="{{hex 32}}">x</li>',
        filename: 'a.jsx',
      },
      'key of a query': "useQuery({ queryKey: ['user', '{{hex 16}}'] })",
      'words of a trial wallet':
        "const mnemonic = 'test test test test test test test test test test test junk'",
      'description that begins as a message':
        "const GeneratedMessage = fileDesc('Cg5hY21lL2F1dGgucHJvdG8SBGFjbWUiHwoFTG9naW4SFgoIcGFzc3dvcmQYASABKAlSCHBhc3N3b3Jk')",
      'data of an image': "const tokenIcon = 'data:image/png;base64,{{base64 80}}'",
      'secret that is read': 'jwt.sign({ sub }, process.env.JWT_SECRET)',
      'secret that is a parameter': 'createHmac(algorithm, secret)',
      'placeholder of a secret': "jwt.sign({ sub }, 'your-secret-key')",
      'hash without a key': "createHash('sha256').update('{{base62 24}}')",
      'session that reads its secret': 'app.use(session({ secret: process.env.SESSION_SECRET }))',
      'session of something else': "const current = session({ id: 'abcdefgh12345678' })",
      'example of documentation':
        "/**\n * @example\n * login({ user: 'a', password: '{{base62 18}}' })\n */",
      test: { code: "const password = '{{base62 18}}'", filename: 'src/login.spec.ts' },
      'name that is ignored': {
        code: "const mapToken = '{{base62 32}}'",
        options: { ignore: ['mapToken'] },
      },
      'call where calls are not looked at': {
        code: "app.use(cookieParser('kekse'))",
        options: { signatures: false },
      },
      'comment that ignores it':
        "const apiKey = '{{hex 32}}' // keyward-ignore generic-credential -- opens a public demo",
      'call that a comment ignores':
        "app.use(cookieParser('kekse')) // keyward-ignore no-hardcoded-credential -- a demo",
      'path that may hold it': {
        code: "const apiKey = '{{hex 32}}'",
        filename: 'demo/a.js',
        settings: {
          allow: [{ detector: 'generic-credential', path: 'demo/', reason: 'Made up.' }],
        },
      },
      'YAML that reads a variable': { code: 'password: ${DB_PASSWORD}\n', filename: 'config.yml' },
    },
  },
  create(context, options) {
    if (isTest(context) && !options.tests) return {}
    const root = rootOf(context)
    const isCode = root === 'Program'
    const given: Suspect[] = []
    const named: Suspect[] = []
    return {
      ...(isCode && options.signatures ? argumentsInto(given, context) : {}),
      ...(isCode && mentionsName(context) ? namedInto(named, context) : {}),
      // Rules that know more speak first.
      [`${root}:exit`]() {
        for (const suspect of given) {
          if (isSecretText(suspect.text)) reportSuspect(context, 'argument', suspect)
        }
        for (const { finding, start, end } of secretsIn(context)) {
          if (isGeneric(finding)) reportInText(context, finding, { start, end }, options)
        }
        for (const suspect of named) {
          const isIgnored = options.ignore.includes(suspect.called)
          if (!isIgnored && isCredential(context, suspect)) reportSuspect(context, 'named', suspect)
        }
      },
    }
  },
})

/** Nothing but a secret is given here, so words are a weak secret rather than none. */
function isSecretText(text: string): boolean {
  return text.length >= 4 && !isPlaceholder(text) && !isReference(text) && !isPublishable(text)
}

/** Whether the detector takes a name and a value for a credential, seen side by side. */
function isCredential(context: Context, { called, text }: Suspect): boolean {
  if (isMnemonic(called, text)) return true
  if (/["'`\\\r\n]/.test(text)) return false
  return scanText(context, `${called} = "${text}"`, 'generic').length > 0
}

function reportInText(context: Context, finding: Finding, range: Range, options: Options): void {
  // What documentation shows is made up; code that was commented out is not.
  if (commentAt(context, range.start)?.type === 'Block') return
  const node = nodeAt(context, range.start)
  const called = node && boundName(node)
  // React's own name for what tells the members of a list apart.
  if (called === 'key' && node?.parent?.type === 'JSXAttribute') return
  if (isSpokenFor(context, finding.secret.reveal(), range)) return
  if (called !== undefined && options.ignore.includes(called)) return
  claim(context, range)
  const { sourceCode } = context
  const isNamed = called !== undefined && isSayable(called)
  context.report({
    loc: {
      start: sourceCode.getLocFromIndex(range.start),
      end: sourceCode.getLocFromIndex(range.end),
    },
    ...telling(context, isNamed ? 'named' : 'unnamed', {
      text: finding.secret.reveal(),
      called: called ?? '',
      variable: variableNameOf(called, 'SECRET'),
      node,
    }),
  })
}

function reportSuspect(context: Context, messageId: string, suspect: Suspect): void {
  const { node, text, called } = suspect
  const range = { start: node.range[0], end: node.range[1] }
  if (!isSayable(called) || isSpokenFor(context, text, range)) return
  if (mayStay(context, name, text, range)) return
  claim(context, range)
  context.report({ node, ...telling(context, messageId, suspect) })
}

/** Another rule reports it, or has done so. */
function isSpokenFor(context: Context, text: string, range: Range): boolean {
  if (isClaimed(context, range)) return true
  if (!isRunning(context, 'no-hardcoded-secret')) return false
  const isNamed = namedSecretsIn(context).some(
    ({ start, end }) => start < range.end && range.start < end,
  )
  return isNamed || scanText(context, text).some(({ finding }) => !isGeneric(finding))
}

type Told = Omit<Suspect, 'node'> & { readonly node: Node | undefined }

function telling(context: Context, messageId: string, { node, text, called, variable }: Told) {
  const fix = `Change it where it was issued, and read the new one from a variable such as ${variable}.`
  return {
    messageId,
    data: { called, preview: new Secret(text).preview, remedy: remedyFor(context, node, fix) },
    suggest: node ? replacementsFor(context, node, text, variable) : [],
  }
}

/** A key of an object may be a key of another kind. */
function isSayable(called: string): boolean {
  return called.length <= 60 && !isCredentialText(called)
}
