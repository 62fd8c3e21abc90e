import { describe, expect, test } from 'vitest'
import { base62, hex, lowerAlphanumeric } from '../../sample.ts'
import { createCredentialFinder, credentialAnchors } from './credential.ts'

const secret = base62(24)

/** What the finder says of every anchor of a text: the value and how sure it is, or why not. */
function findIn(text: string, path: string): readonly string[] {
  const bytes = new TextEncoder().encode(text)
  const finder = createCredentialFinder(bytes, { path })
  const lower = text.toLowerCase()
  const said = new Map<string, string>()
  credentialAnchors.forEach((anchor, number) => {
    for (let at = lower.indexOf(anchor); at >= 0; at = lower.indexOf(anchor, at + 1)) {
      const answer = finder.at(at, number)
      if (answer === undefined) continue
      const value = text.slice(answer.start, answer.end)
      said.set(value, `${value} ${'rejected' in answer ? answer.rejected : answer.confidence}`)
    }
  })
  return [...said.values()]
}

describe('finds', () => {
  test.each([
    ['an assignment in code', 'src/mail.ts', `const apiKey = "${secret}"`],
    ['a property', 'src/mail.js', `connect({ user: 'mail', password: '${secret}' })`],
    ['an item of a map', 'app.rb', `:client_secret => '${secret}',`],
    ['a typed declaration', 'main.go', `var apiToken string = "${secret}"`],
    ['a typed parameter', 'main.rs', `const API_KEY: &str = "${secret}";`],
    ['an index', 'settings.py', `app.config["SECRET_KEY"] = "${secret}"`],
    ['a call that sets', 'Main.java', `factory.setPassword("${secret}");`],
    ['the last argument of a call', 'Main.cs', `new GitCredential("alice", "${secret}")`],
    ['an argument behind its name', 'app.php', `define('DB_PASSWORD', '${secret}');`],
    ['a line of a dotenv file', '.env', `DB_PASSWORD=${secret}`],
    ['the password of a server', 'compose.yml', `POSTGRES_PASSWORD: ${secret}`],
    ['a server elsewhere', 'a.js', `connect({ host: 'db.shop.example', password: '${secret}' })`],
    ['a line of YAML', 'config.yml', `  password: ${secret}`],
    ['an entry of JSON', 'config.json', `{"client_secret": "${secret}", "port": 80}`],
    ['escaped JSON', 'app.js', `"{\\"access_token\\":\\"${secret}\\"}"`],
    ['an element', 'settings.xml', `<password>${secret}</password>`],
    ['an attribute', 'schema.xml', `<writeHost user="root" password="${secret}"/>`],
    ['a pair of attributes', 'web.config', `<add key="ApiSecret" value="${secret}"/>`],
    ['a flag', 'run.sh', `mysql --user root --password ${secret} shop`],
    ['an address', 'README.md', `https://api.example.com/v1?access_token=${secret}&page=2`],
    ['a header', 'call.sh', `curl -H "X-Api-Key: ${secret}" https://api.example.com`],
    ['a statement', 'init.sql', `CREATE USER shop IDENTIFIED BY '${secret}';`],
  ])('%s', (_, path, text) => {
    expect(findIn(text, path)).toContain(`${secret} likely`)
  })

  test('the token behind the scheme of a header', () => {
    expect(findIn(`"Authorization": "Bearer ${secret}"`, 'a.json')).toEqual([`${secret} likely`])
  })
})

describe('says why it turns down', () => {
  test.each([
    ['a placeholder', '.env', 'PASSWORD=changeme', 'changeme placeholder'],
    ['a reference', 'a.yml', 'password: ${DB_PASSWORD}', '${DB_PASSWORD} reference'],
    [
      'a label',
      'a.json',
      '"password": "Both passwords must agree in full"',
      'Both passwords must agree in full words',
    ],
    ['a file', 'a.yml', 'password_file: /run/app/key', '/run/app/key name'],
    ['a checksum', 'a.yml', `secret_sha256: ${hex(64)}`, `${hex(64)} hash`],
    ['a public key', 'a.yml', `public_key: ${secret}`, `${secret} public`],
    ['a key for push messages', 'a.js', `vapidKey = '${secret}'`, `${secret} public`],
    ['a key of a cache', 'a.js', `cacheKey = '${secret}'`, `${secret} name`],
    [
      'what everyone tries first',
      'compose.yml',
      'POSTGRES_PASSWORD: "password"',
      'password default',
    ],
    ['the name of an image', 'ci.yml', 'MYSQL_ROOT_PASSWORD: mysql', 'mysql default'],
    ['a word and a number', '.env', 'RABBITMQ_DEFAULT_PASS=admin123', 'admin123 default'],
    [
      'a sample of a configuration',
      'init.js',
      `lines = ['host: "localhost"', 'username: "sa"', 'password: "Admin12345"']`,
      'Admin12345 default',
    ],
    ['something short', 'a.js', `password = 'x'`, 'x short'],
  ])('%s', (_, path, text, answer) => {
    expect(findIn(text, path)).toEqual([answer])
  })
})

describe('passes over', () => {
  test.each([
    ['a variable', 'a.py', 'login(password=password, token=self.token)'],
    ['a call', 'a.js', 'const token = next(tokens)'],
    ['a type', 'a.ts', 'interface Login { password: string; token?: Token }'],
    ['a string that ends behind the name', 'a.js', `url + "?token=" + 'abcdefgh1234'`],
    ['prose', 'a.js', '// the token is read from the password store'],
    ['a field of a form', 'a.html', '<input type="password" name="password">'],
  ])('%s', (_, path, text) => {
    expect(findIn(text, path).filter((said) => said.endsWith('likely'))).toEqual([])
  })
})

test('a salt is possible at most', () => {
  expect(findIn(`salt = "${secret}"`, 'a.py')).toEqual([`${secret} possible`])
})

test('names that stand in one another are answered once', () => {
  const value = lowerAlphanumeric(32)
  expect(findIn(`SECRET_KEY_PASSWORD = "${value}"`, 'a.py')).toEqual([`${value} likely`])
})

test('every anchor has 3 to 64 bytes of ASCII in lower case', () => {
  for (const anchor of credentialAnchors) expect(anchor).toMatch(/^[\t !-@[-~]{3,64}$/)
  expect(new Set(credentialAnchors).size).toBe(credentialAnchors.length)
})
