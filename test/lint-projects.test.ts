import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { copyOut, madeUpSecret } from '../fixtures/copy-out.ts'
import { keyward, type Outcome } from './command.ts'

interface Project {
  readonly name: string
  readonly bundler: string
  /** Where its build goes. */
  readonly output: string
  /** What ESLint reports. */
  readonly reports: readonly string[]
  /** Those of them that oxlint cannot know: it reads no templates, and the graph is ESLint's. */
  readonly beyondOxlint: readonly string[]
  /** What a browser gets, and which report of them all foretold it. */
  readonly shipped: Readonly<Record<string, string>>
}

const projects: readonly Project[] = [
  {
    name: 'next-app',
    bundler: 'next/dist/bin/next',
    output: '.next',
    reports: [
      'app/buy.jsx:11 no-server-secret-in-client',
      'app/newsletter.jsx:5 no-secret-in-web-storage',
      'app/newsletter.jsx:8 no-public-env-secret',
      'app/page.jsx:10 no-secret-serialization',
      'lib/accounts.js:3 require-server-only',
      'lib/quotes.js:1 no-client-reachable-secret',
      'lib/quotes.js:1 no-hardcoded-secret',
      'next.config.js:4 no-env-inlining',
    ],
    beyondOxlint: ['lib/quotes.js:1 no-client-reachable-secret'],
    shipped: {
      '.next/server/app/index stripe-secret-key': 'app/page.jsx:10 no-secret-serialization',
      'app/buy.jsx:11 github-personal-token': 'app/buy.jsx:11 no-server-secret-in-client',
      'app/newsletter.jsx:8 resend-api-key': 'app/newsletter.jsx:8 no-public-env-secret',
      'lib/quotes.js:1 slack-bot-token': 'lib/quotes.js:1 no-client-reachable-secret',
    },
  },
  {
    name: 'vite-app',
    bundler: 'vite/bin/vite.js',
    output: 'dist',
    reports: [
      'src/App.vue:15 no-hardcoded-secret',
      'src/App.vue:8 no-public-env-secret',
      'src/announce.ts:2 no-hardcoded-secret',
      'src/issues.ts:4 no-secret-in-web-storage',
      'vite.config.ts:11 no-env-inlining',
    ],
    beyondOxlint: ['src/App.vue:15 no-hardcoded-secret'],
    shipped: {
      'src/App.vue:15 sendgrid-api-key': 'src/App.vue:15 no-hardcoded-secret',
      'src/App.vue:8 github-personal-token': 'src/App.vue:8 no-public-env-secret',
      'src/announce.ts:2 slack-bot-token': 'src/announce.ts:2 no-hardcoded-secret',
      'src/issues.ts:6 resend-api-key': 'vite.config.ts:11 no-env-inlining',
    },
  },
  {
    name: 'sveltekit-app',
    bundler: 'vite/bin/vite.js',
    output: '.svelte-kit/output',
    reports: [
      'src/lib/announce.ts:1 no-client-reachable-secret',
      'src/lib/announce.ts:1 no-hardcoded-secret',
      'src/routes/+page.server.ts:5 no-secret-serialization',
      'src/routes/+page.svelte:16 no-hardcoded-secret',
      'src/routes/+page.svelte:2 no-public-env-secret',
    ],
    beyondOxlint: [
      'src/lib/announce.ts:1 no-client-reachable-secret',
      'src/routes/+page.svelte:16 no-hardcoded-secret',
    ],
    // What a server sends with a page is in no build, unless it is written down beforehand.
    shipped: {
      // SvelteKit makes a module of each environment, which has no source.
      '.svelte-kit/output/client/_app/immutable/nodes github-personal-token':
        'src/routes/+page.svelte:2 no-public-env-secret',
      'src/lib/announce.ts:1 slack-bot-token': 'src/lib/announce.ts:1 no-client-reachable-secret',
      'src/routes/+page.svelte:16 sendgrid-api-key':
        'src/routes/+page.svelte:16 no-hardcoded-secret',
    },
  },
]

const secrets = [
  'github-personal-token',
  'resend-api-key',
  'sendgrid-api-key',
  'slack-bot-token',
  'stripe-secret-key',
].map(madeUpSecret)

const linters = [
  { name: 'ESLint 8 with its first kind of configuration', folder: 'eslint-8', flat: 'false' },
  { name: 'ESLint 8', folder: 'eslint-8', flat: 'true' },
  { name: 'ESLint 9', folder: 'eslint-9', flat: 'true' },
  { name: 'ESLint 10', folder: 'eslint', flat: 'true' },
]

const packages = fileURLToPath(new URL('../packages/', import.meta.url))
const patience = 240_000
const mustRun = process.env['CI'] === 'true'

describe.each(projects)('$name', ({ name, bundler, output, reports, beyondOxlint, shipped }) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-lint-'))
  let isInstalled = false

  beforeAll(async () => {
    copyOut(`lint/${name}`, folder)
    isInstalled = await install(folder)
    if (isInstalled) addPlugin(folder)
  }, patience)
  afterAll(() => rmSync(folder, { recursive: true }))

  test.for(linters)(
    '$name reports each fault in its place, and tells no secret',
    { timeout: patience },
    async ({ folder: linter, flat }, { skip }) => {
      if (!isInstalled) skip('The registry cannot be reached.')
      const cache = join(folder, '.eslintcache')
      rmSync(cache, { force: true })
      const bin = `node_modules/${linter}/bin/eslint.js`
      const { code, stdout, stderr } = await node(folder, [bin, '.', '--cache'], {
        ESLINT_USE_FLAT_CONFIG: flat,
      })
      expect(stderr).toBe('')
      expect(reportsIn(stdout, folder)).toEqual(reports)
      expect(code).toBe(1)
      expectNoSecret(stdout, readFileSync(cache, 'utf8'))
    },
  )

  test(
    'oxlint reports all that it can know, and tells no secret',
    async ({ skip }) => {
      if (!isInstalled) skip('The registry cannot be reached.')
      const bin = 'node_modules/oxlint/bin/oxlint'
      // What it prints by itself shows the lines of the files as well.
      const { code, stdout, stderr } = await node(folder, [bin, '--format', 'unix', '.'])
      const found = [...stdout.matchAll(/^(.+?):(\d+):\d+: .*\[Error\/keyward\(([\w-]+)\)\]$/gm)]
      const told = found.map(([, path = '', line = '', rule = '']) => `${path}:${line} ${rule}`)
      expect(told.sort()).toEqual(reports.filter((report) => !beyondOxlint.includes(report)))
      expect(code).toBe(1)
      expectNoSecret(stdout, stderr)
    },
    patience,
  )

  test(
    'a browser gets what was reported, and nothing else',
    async ({ skip }) => {
      if (!isInstalled) skip('The registry cannot be reached.')
      const built = await node(folder, [`node_modules/${bundler}`, 'build'])
      expect(built.code, built.stdout + built.stderr).toBe(0)
      const { stdout } = await node(folder, [keyward, 'bundle', output, '--format', 'json'])
      expect(shippedBy(stdout)).toEqual(Object.keys(shipped))
      for (const report of Object.values(shipped)) expect(reports).toContain(report)
    },
    patience,
  )
})

/** As its lockfile says. Whether the registry could be reached. */
async function install(folder: string): Promise<boolean> {
  const parameters = ['install', '--frozen-lockfile', '--ignore-scripts', '--prefer-offline']
  const { code, stdout, stderr } = await program('npx', folder, [
    ...['--yes', manifest.packageManager, ...parameters, '--ignore-workspace'],
  ])
  if (code === 0) return true
  const isAway = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|META_FETCH_FAIL/
  const said = stdout + stderr
  if (mustRun || !isAway.test(said)) throw new Error(`pnpm install failed: ${said}`)
  console.warn('NOT TRIED: the registry cannot be reached, so no project was linted or built.')
  return false
}

/** The plugin as it is published. */
function addPlugin(folder: string): void {
  const to = join(folder, 'node_modules/eslint-plugin-keyward')
  mkdirSync(to)
  for (const part of ['package.json', 'dist']) {
    cpSync(join(packages, 'eslint-plugin', part), join(to, part), { recursive: true })
  }
}

function node(
  folder: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  return program(process.execPath, folder, parameters, environment)
}

/** Waits without standing still: a build takes longer than vitest waits for a sign of life. */
function program(
  name: string,
  cwd: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const { NODE_ENV: _, ...inherited } = process.env
  const env = { ...inherited, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', ...environment }
  return new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 1 << 28 }
    const child = execFile(name, parameters, options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr })
    })
  })
}

/** Out of what ESLint prints for people: a path, then its faults. */
function reportsIn(printed: string, folder: string): string[] {
  let path = ''
  return printed
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith(folder)) path = relative(folder, line)
      const [, number, rule] = /^ +(\d+):\d+ +error .* keyward\/([\w-]+)$/.exec(line) ?? []
      return number === undefined ? [] : [`${path}:${number} ${rule ?? ''}`]
    })
    .sort()
}

interface Finding {
  readonly type: string
  readonly path: string
  readonly line: number
  readonly detector: string
}

/** A place has a line where the build has a source map. */
function shippedBy(printed: string): string[] {
  const lines = printed.trim().split('\n')
  const findings = lines.map((line) => JSON.parse(line) as Finding)
  const places = findings
    .filter(({ type }) => type === 'finding')
    .map(({ path, line, detector }) => {
      const place = path.startsWith('.') ? builtPlace(path) : `${path}:${line}`
      return `${place} ${detector}`
    })
  return [...new Set(places)].sort()
}

/** A page is written down in several forms, and the names of chunks are hashes. */
function builtPlace(path: string): string {
  return path.replace(/\.(?:html|rsc|segments\/.*)$|\/[^/]*\.js$/, '')
}

function expectNoSecret(...texts: readonly string[]): void {
  for (const text of texts) {
    for (const secret of secrets) expect(text.includes(secret), 'a secret is told').toBe(false)
  }
}
