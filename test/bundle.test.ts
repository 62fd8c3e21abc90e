import { readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build as esbuild, type BuildOptions } from 'esbuild'
import { build as vite } from 'vite'
import { describe, expect, test } from 'vitest'
import { copyOut, madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, run } from './command.ts'

/** Put together, so that no scan of this file takes it for a comment of its own. */
const ignore = ['keyward', 'ignore'].join('-')

const slack = madeUpSecret('slack-bot-token')
const stripe = madeUpSecret('stripe-secret-key')
const github = madeUpSecret('github-personal-token')
const shown = madeUpSecret('stripe-publishable-key')

type Maps = 'linked' | 'inline' | 'hidden'

function shop(): string {
  const folder = folderWith()
  copyOut('bundle-shop', folder)
  return folder
}

async function withEsbuild(folder: string, options: BuildOptions = {}): Promise<void> {
  await esbuild({
    absWorkingDir: folder,
    entryPoints: ['src/main.js'],
    outdir: 'dist/assets',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    logLevel: 'silent',
    define: { 'import.meta.env.VITE_PAY_KEY': JSON.stringify(stripe) },
    ...options,
  })
}

async function withVite(folder: string, sourcemap: boolean | 'inline' | 'hidden'): Promise<void> {
  await vite({ root: folder, configFile: false, logLevel: 'silent', build: { sourcemap } })
}

const bundlers: Record<string, (folder: string, maps: Maps) => Promise<void>> = {
  esbuild: (folder, maps) =>
    withEsbuild(folder, { sourcemap: maps === 'hidden' ? 'external' : maps }),
  Vite: (folder, maps) => withVite(folder, maps === 'linked' ? true : maps),
}

interface Line {
  readonly type: string
  readonly path: string
  readonly line: number
  readonly column: number
  readonly chunk: string
  readonly chunkLine: number
  readonly chunkColumn: number
  readonly [more: string]: unknown
}

/** What was found in a build, by its source: `src/a.js:1:2 slack-bot-token`. */
function found(folder: string, words: readonly string[] = ['dist']): Record<string, Line> {
  const { stdout } = run(['bundle', ...words, '--format', 'json'], folder)
  return Object.fromEntries(linesOf(stdout).map((line) => [nameOf(line), line]))
}

function linesOf(stdout: string): Line[] {
  const lines = stdout.split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Line).filter(({ type }) => type === 'finding')
}

function nameOf({ path, line, column, detector, verdict }: Line): string {
  const allowed = verdict === 'allowed' ? ' allowed' : ''
  return `${path}:${String(line)}:${String(column)} ${String(detector)}${allowed}`
}

/** A source map that says the built text is the source, line by line. */
function mapOf(source: string, text: string, path = source): Record<string, unknown> {
  const mappings = text.split('\n').map((_, index) => (index === 0 ? 'AAAA' : 'AACA'))
  return {
    version: 3,
    sources: [path],
    sourcesContent: [text],
    names: [],
    mappings: mappings.join(';'),
  }
}

describe.each(Object.entries(bundlers))('what %s built', (_, build) => {
  test.each(['linked', 'inline', 'hidden'] as const)(
    'is told by its sources, with a map that is %s',
    async (maps) => {
      const folder = shop()
      await build(folder, maps)
      const told = found(folder)
      expect(Object.keys(told)).toEqual([
        'src/mail.js:1:16 slack-bot-token',
        // What a name was replaced by has its place from the bundler, and Vite gives the whole property.
        expect.stringMatching(/^src\/pay\.js:4:(?:5|14) stripe-secret-key$/),
        'src/thank.js:1:29 github-personal-token',
      ])
      for (const { chunk, chunkLine, chunkColumn } of Object.values(told)) {
        expect(chunk).toMatch(/^dist\/assets\/[\w.-]+\.js(\.map)?$/)
        const text = readFileSync(join(folder, chunk), 'utf8').split('\n')[chunkLine - 1]
        const secret = text?.slice(chunkColumn - 1) ?? ''
        const isInline = secret.startsWith('data:application/json')
        expect(isInline || [slack, stripe, github].some((one) => secret.startsWith(one))).toBe(true)
      }
    },
  )

  test('is told as it is, where there is no map', async () => {
    const folder = shop()
    await build(folder, 'hidden')
    for (const name of readdirSync(join(folder, 'dist/assets'))) {
      if (name.endsWith('.map')) rmSync(join(folder, 'dist/assets', name))
    }
    const told = Object.values(found(folder))
    expect(told.map(({ detector }) => detector).sort()).toEqual([
      'slack-bot-token',
      'stripe-secret-key',
    ])
    for (const line of told) {
      expect(line).toMatchObject({
        chunk: line.path,
        chunkLine: line.line,
        chunkColumn: line.column,
      })
    }
  })
})

test('a report names the chunk that ships a secret', async () => {
  const folder = shop()
  await withEsbuild(folder, { sourcemap: true, entryNames: '[name]', chunkNames: 'chunk' })
  const { code, stdout, stderr } = run(['bundle', 'dist'], folder)
  expect(stdout).toMatchInlineSnapshot(`
    "src/mail.js
      1:16  slack-bot-token        xoxb…B87d  certain, shipped by dist/assets/main.js:1:8 and 1 more

    src/pay.js
      4:14  stripe-secret-key      sk_l…B87d  likely, or operate-api-key, shipped by dist/assets/main.js:1:323

    src/thank.js
      1:29  github-personal-token  ghp_…UktP  certain, shipped by dist/assets/chunk.js.map:4:51
    "
  `)
  expect(stderr).toMatchInlineSnapshot(`
    "
    3 secrets in 3 files. Scanned 4 files, 2.2 kB.
    Next: keyward explain slack-bot-token
    "
  `)
  expect(code).toBe(1)
})

test('no report of a build tells a secret', async () => {
  const folder = shop()
  await withEsbuild(folder, { sourcemap: true })
  for (const format of ['text', 'json']) {
    const { stdout, stderr } = run(['bundle', 'dist', '--format', format], folder)
    for (const secret of [slack, stripe, github]) {
      expect(stdout + stderr).not.toContain(secret.slice(-10))
    }
  }
})

test('a file that several chunks ship is told once, with all of them', async () => {
  const folder = shop()
  writeFileSync(join(folder, 'src/worker.js'), "import { mail } from './mail.js'\nmail('x')\n")
  await withEsbuild(folder, {
    entryPoints: ['src/main.js', 'src/worker.js'],
    splitting: false,
    sourcemap: true,
  })
  expect(found(folder)['src/mail.js:1:16 slack-bot-token']).toMatchObject({
    chunk: 'dist/assets/main.js',
    otherChunks: [
      { chunk: 'dist/assets/worker.js' },
      { chunk: 'dist/assets/main.js.map' },
      { chunk: 'dist/assets/worker.js.map' },
    ],
  })
})

test('style sheets are told by their sources', async () => {
  const folder = folderWith({ 'src/a.css': `/* x */\n\na::after {\n  content: '${slack}';\n}\n` })
  await withEsbuild(folder, { entryPoints: ['src/a.css'], sourcemap: true })
  writeFileSync(join(folder, 'dist/index.html'), '<link rel="stylesheet" href="assets/a.css">')
  expect(Object.keys(found(folder))).toEqual(['src/a.css:4:13 slack-bot-token'])
})

test('a map in sections leads to the sources as well', async () => {
  const folder = shop()
  await withEsbuild(folder, { sourcemap: true, splitting: false })
  const file = join(folder, 'dist/assets/main.js.map')
  const map: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const sections = [{ offset: { line: 0, column: 0 }, map }]
  writeFileSync(file, JSON.stringify({ version: 3, sources: [], sections }))
  expect(Object.values(found(folder)).map(({ path }) => path)).toEqual([
    'src/mail.js',
    'src/pay.js',
    'src/thank.js',
  ])
})

test('modules that are evaluated one by one are told by the maps they bring along', () => {
  const map = Buffer.from(
    JSON.stringify(mapOf('webpack://shop/./src/mail.js', `\nsend('${slack}')\n`)),
  )
  const url = `data:application/json;charset=utf-8;base64,${map.toString('base64')}`
  const code = `\\nsend('${slack}')\\n//# sourceMappingURL=${url}\\n//# sourceURL=webpack-internal:///1\\n`
  const folder = folderWith({
    'package.json': '{}',
    'dist/main.js': `(() => {\neval("${code}");\n})()\n`,
  })
  expect(found(folder)).toMatchObject({
    'src/mail.js:2:7 slack-bot-token': { chunk: 'dist/main.js', chunkLine: 2 },
  })
})

test.each([
  ['webpack://shop/./src/a.js', 'src/a.js'],
  ['webpack:///./src/a.js?1f3b', 'src/a.js'],
  ['turbopack:///[project]/src/a.js', 'src/a.js'],
  ['../../../../src/a.js', 'src/a.js'],
  ['/src/a.js', 'src/a.js'],
  ['https://example.com/src/a.js', 'https://example.com/src/a.js'],
  ['../node_modules/left/a.js', 'node_modules/left/a.js'],
])('a source called %s is the file %s', (called, path) => {
  const text = `send('${slack}')`
  const folder = folderWith({
    'package.json': '{}',
    'src/a.js': text,
    'dist/.keep/package.json': '{"type":"commonjs"}',
    'dist/a.js': text,
    'dist/a.js.map': JSON.stringify(mapOf(called, text)),
  })
  expect(Object.keys(found(folder))).toEqual([`${path}:1:7 slack-bot-token`])
})

test('a map without its sources leads to the files that are at hand', async () => {
  const folder = shop()
  await withEsbuild(folder, { sourcemap: true, sourcesContent: false })
  expect(Object.keys(found(folder))).toEqual([
    'src/mail.js:1:16 slack-bot-token',
    'src/pay.js:4:14 stripe-secret-key',
  ])
})

test('sources that were themselves built are told by what they were built from', () => {
  const inner = Buffer.from(JSON.stringify(mapOf('a.ts', `const a = '${slack}'`))).toString(
    'base64',
  )
  const text = `var a='${slack}'\n//# sourceMappingURL=data:application/json;base64,${inner}`
  const folder = folderWith({
    'dist/a.js': `a('${slack}')\n`,
    'dist/a.js.map': JSON.stringify(mapOf('../src/a.js', text)),
  })
  expect(Object.keys(found(folder))).toEqual(['src/a.ts:1:12 slack-bot-token'])
})

test('nothing that a map inside a source holds is lost', () => {
  const names = { ...mapOf('a.ts', 'x'), names: [slack] }
  const inner = Buffer.from(JSON.stringify(names)).toString('base64')
  const text = `x\n//# sourceMappingURL=data:application/json;base64,${inner}`
  const folder = folderWith({ 'dist/a.js.map': JSON.stringify(mapOf('../src/a.js', text)) })
  expect(Object.keys(found(folder))).toEqual(['src/a.js:2:22 slack-bot-token'])
})

test('what a map holds beside its sources is found', () => {
  const map = { ...mapOf('../src/a.js', 'x'), names: [slack] }
  const folder = folderWith({ 'dist/a.js': 'x', 'dist/a.js.map': JSON.stringify(map) })
  expect(Object.values(found(folder)).map(({ path }) => path)).toEqual(['dist/a.js.map'])
})

test('a program that was put in a page is told by the source another map knows', () => {
  const folder = folderWith({
    'dist/index.html': `<script>send("${slack}")</script>`,
    'dist/a.js.map': JSON.stringify(mapOf('../src/a.js', `\nsend('${slack}')`)),
  })
  expect(found(folder)).toMatchObject({
    'src/a.js:2:7 slack-bot-token': {
      chunk: 'dist/index.html',
      otherChunks: [{ chunk: 'dist/a.js.map' }],
    },
  })
})

test("a bundler's own text is only told where nothing else is", () => {
  const folder = folderWith({
    'dist/index.html': '<p>x</p>',
    'dist/a.js.map': JSON.stringify(mapOf('<anon>', `send('${slack}')`)),
  })
  expect(found(folder)).toMatchObject({
    'dist/a.js.map:1:60 slack-bot-token': { chunk: 'dist/a.js.map' },
  })
  writeFileSync(join(folder, 'dist/a.js'), `send('${slack}')`)
  expect(Object.keys(found(folder))).toEqual(['dist/a.js:1:7 slack-bot-token'])
})

describe('a map that cannot be used', () => {
  const text = `send('${slack}')\n`

  test('is no problem where it is somewhere else', () => {
    const folder = folderWith({ 'dist/a.js': `${text}//# sourceMappingURL=a.js.map\n` })
    expect(run(['bundle', 'dist'], folder)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('dist/a.js\n  1:7  slack-bot-token') as string,
      stderr: expect.not.stringContaining('source map') as string,
    })
  })

  test.each([
    ['not JSON', 'no map'],
    ['empty', ''],
    ['of another kind', '[]'],
    ['without mappings', '{"version":3,"sources":["a.js"]}'],
    ['with sources that are no names', '{"version":3,"sources":[1],"mappings":""}'],
    ['with sections that are none', '{"version":3,"sections":[{"map":{}}]}'],
    [
      'with a section beyond any file',
      `{"sections":[{"offset":{"line":1e9,"column":0},"map":${JSON.stringify(mapOf('a', 'a'))}}]}`,
    ],
    [
      'nested without end',
      `{"sources":[],"mappings":"","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ],
  ])('is told when it is %s, and what it holds is scanned', (_, map) => {
    const folder = folderWith({
      'dist/a.js': `${text}//# sourceMappingURL=a.js.map\n`,
      'dist/a.js.map': `${map}\n${github}\n`,
    })
    const { code, stdout, stderr } = run(['bundle', 'dist'], folder)
    expect(stdout).toContain('dist/a.js\n  1:7  slack-bot-token')
    expect(stdout).toContain('dist/a.js.map\n  2:1  github-personal-token')
    expect(stderr).toContain(
      'keyward: dist/a.js.map: It is no source map, so places are those of the built file.\n',
    )
    expect(code).toBe(2)
  })

  test('is told when it is inline', () => {
    const folder = folderWith({
      'dist/a.js': `${text}//# sourceMappingURL=data:application/json;base64,e30=\n`,
    })
    const { code, stdout, stderr } = run(['bundle', 'dist'], folder)
    expect(stdout).toContain('dist/a.js\n  1:7  slack-bot-token')
    expect(stderr).toContain('keyward: dist/a.js: Its source map is damaged,')
    expect(code).toBe(2)
  })

  test('is a part of the program where the program writes such comments', () => {
    const code = `style("/*# sourceMappingURL=data:application/json;base64,e30= */" + '${slack}')\n`
    const outcome = run(['bundle', 'dist'], folderWith({ 'dist/a.js': code }))
    expect(outcome.stderr).not.toContain('damaged')
    expect(outcome.code).toBe(1)
  })

  test('may point past the end of what it maps', () => {
    const map = { version: 3, sources: ['a.ts'], names: [], mappings: 'AA+/////D+/////D' }
    const folder = folderWith({ 'dist/a.js': text, 'dist/a.js.map': JSON.stringify(map) })
    expect(run(['bundle', 'dist'], folder).code).toBe(1)
  })
})

describe('what may stay', () => {
  test.each([
    ['on the line of the secret', `const a = '${slack}' // ${ignore} slack-bot-token -- shown`],
    ['on the line before', `// ${ignore}-next-line slack-bot-token -- shown\nconst a = '${slack}'`],
  ])('is said in the source, %s', async (_, text) => {
    const folder = folderWith({ 'src/main.js': `${text}\ndocument.title = a\n` })
    await withEsbuild(folder, { sourcemap: true })
    expect(Object.keys(found(folder))).toEqual([expect.stringMatching(/ allowed$/)])
    expect(run(['bundle', 'dist'], folder).code).toBe(0)
  })

  test.each([
    ['its line', `document.title = KEY // ${ignore} slack-bot-token -- shown`],
    ['the line before', `// ${ignore}-next-line slack-bot-token -- shown\ndocument.title = KEY`],
    [
      'a block around it',
      `// ${ignore}-start slack-bot-token -- shown\n\ndocument.title = KEY\n// ${ignore}-end slack-bot-token`,
    ],
  ])('is said where the build put it in the place of a name: %s', async (_, text) => {
    const folder = folderWith({ 'src/main.js': `\n${text}\n` })
    await withEsbuild(folder, { sourcemap: true, define: { KEY: JSON.stringify(slack) } })
    expect(Object.keys(found(folder))).toEqual([expect.stringMatching(/ allowed$/)])
  })

  test.each([
    ['another line', `// ${ignore} slack-bot-token -- shown\ndocument.title = KEY`],
    ['another kind', `document.title = KEY // ${ignore} github-personal-token -- shown`],
    [
      'a day that has passed',
      `document.title = KEY // ${ignore} slack-bot-token until=2020-01-01 -- shown`,
    ],
    [
      'a block that has ended',
      `// ${ignore}-start slack-bot-token -- shown\n// ${ignore}-end slack-bot-token\ndocument.title = KEY`,
    ],
  ])('is not what a comment allows for %s', async (_, text) => {
    const folder = folderWith({ 'src/main.js': `${text}\n` })
    await withEsbuild(folder, { sourcemap: true, define: { KEY: JSON.stringify(slack) } })
    expect(Object.keys(found(folder))).toEqual([expect.stringMatching(/slack-bot-token$/)])
  })

  test.each(['src/**', 'dist/**'])('is said in keyward.toml by the path %s', async (path) => {
    const folder = shop()
    git(folder, 'init', '--quiet')
    writeFileSync(join(folder, 'keyward.toml'), `[[allow]]\npath = "${path}"\nreason = "shown"\n`)
    await withEsbuild(folder, { sourcemap: true })
    expect(run(['bundle', 'dist'], folder)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^No secrets found\. 3 allowed\. /) as string,
    })
  })

  test('is not said by a comment on a line that holds a whole program', () => {
    const comment = `/*! ${ignore} slack-bot-token -- shown */`
    const far = `${comment}${'f();'.repeat(400)}send('${slack}')\n`
    expect(run(['bundle', 'dist'], folderWith({ 'dist/a.js': far })).code).toBe(1)
    const near = `${comment}send('${slack}')\n`
    expect(run(['bundle', 'dist'], folderWith({ 'dist/a.js': near })).code).toBe(0)
  })

  test('is what was published on purpose', () => {
    const folder = folderWith({ 'dist/a.js': `send('${shown}')\n`, 'dist/a.json': `["${shown}"]` })
    const { code, stdout } = run(['bundle', 'dist', '--confidence', 'possible'], folder)
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  test('is not what keyward.toml leaves out of other scans', () => {
    const folder = folderWith({
      '.git/HEAD': 'ref: refs/heads/main\n',
      'keyward.toml': '[paths]\nexclude = ["dist/**"]\n',
      'dist/a.js': `send('${slack}')\n`,
    })
    expect(run(['bundle', 'dist'], folder).code).toBe(1)
  })
})

describe('what only the server reads is left out:', () => {
  const js = `send('${slack}')\n`
  const page = `<p data-key="${slack}"></p>\n`
  const json = `{"key":"${slack}"}\n`

  test.each<[string, Record<string, string>, string[], string, number]>([
    [
      'Next.js',
      {
        BUILD_ID: 'x',
        'build-manifest.json': '{}',
        'cache/a.json': json,
        'static/chunks/a.js': js,
        'server/app/index.html': page,
        'server/app/index.rsc': json,
        'server/app/index.segments/_full.segment.rsc': json,
        'server/app/feed.xml.body': page,
        'server/app/page.js': js,
        'server/app/page/build-manifest.json': json,
        'server/pages/old.html': page,
        'server/pages/old.json': json,
        'server/pages/old/build-manifest.json': json,
        'server/chunks/a.js': js,
        'required-server-files.json': json,
      },
      [
        'server/app/feed.xml.body',
        'server/app/index.html',
        'server/app/index.rsc',
        'server/app/index.segments/_full.segment.rsc',
        'server/pages/old.html',
        'server/pages/old.json',
        'static/chunks/a.js',
      ],
      'out/cache/, out/server/ (in part)',
      8,
    ],
    [
      'SvelteKit',
      {
        'generated/root.js': js,
        'output/client/_app/immutable/a.js': js,
        'output/prerendered/pages/index.html': page,
        'output/prerendered/dependencies/__data.json': json,
        'output/server/index.js': js,
      },
      [
        'output/client/_app/immutable/a.js',
        'output/prerendered/dependencies/__data.json',
        'output/prerendered/pages/index.html',
      ],
      'out/generated/, out/output/ (in part)',
      2,
    ],
    [
      "SvelteKit's Node adapter",
      {
        'handler.js': js,
        'index.js': js,
        'client/_app/a.js': js,
        'prerendered/index.html': page,
        'server/chunks/a.js': js,
      },
      ['client/_app/a.js', 'prerendered/index.html'],
      'out/server/',
      3,
    ],
    [
      'Astro, React Router, Vite',
      { 'client/_astro/a.js': js, 'server/entry.mjs': js, 'server/chunks/a.mjs': js },
      ['client/_astro/a.js'],
      'out/server/',
      2,
    ],
    [
      'Angular',
      {
        'browser/main.js': js,
        'browser/index.html': page,
        'server/server.mjs': js,
        'server/index.server.html': page,
      },
      ['browser/index.html', 'browser/main.js'],
      'out/server/',
      2,
    ],
    [
      'Nuxt',
      { 'nitro.json': '{}', 'public/_nuxt/a.js': js, 'server/index.mjs': js },
      ['public/_nuxt/a.js'],
      'out/server/',
      2,
    ],
    [
      'Vercel',
      {
        'config.json': '{}',
        'static/a.js': js,
        'functions/index.prerender-fallback.html': page,
        'functions/api.func/index.js': js,
      },
      ['functions/index.prerender-fallback.html', 'static/a.js'],
      'out/functions/ (in part)',
      2,
    ],
    [
      'Cloudflare Pages',
      { 'index.html': page, '_routes.json': '{}', '_worker.js/index.js': js },
      ['index.html'],
      'out/_worker.js/',
      2,
    ],
  ])('%s', (_, files, shipped, left, count) => {
    const folder = folderWith(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`out/${path}`, text])),
    )
    const { stdout, stderr } = run(['bundle', 'out', '--format', 'json'], folder)
    expect(linesOf(stdout).map(({ path }) => path)).toEqual(shipped.map((path) => `out/${path}`))
    expect(stderr).toContain(`keyward: Left out, since only the server reads it: ${left}.\n`)
    expect(stderr).toContain(`(${String(count)} files only the server reads.)`)
    expect(stdout).toContain(`"serverFiles":${String(count)}`)
  })

  test('pages that are called like a server are not', () => {
    const folder = folderWith({
      'dist/index.html': page,
      'dist/client/index.html': page,
      'dist/server/index.html': page,
      'dist/server/a.js': js,
    })
    expect(Object.keys(found(folder))).toHaveLength(4)
  })
})

test('everything that lies in a build can be downloaded', () => {
  const names = [
    '.env',
    'a.cjs',
    'a.mjs',
    'a.txt',
    'a.wasm',
    'app.webmanifest',
    'img/a.svg',
    'sw.js',
  ]
  const folder = folderWith(
    Object.fromEntries(names.map((name) => [`dist/${name}`, `"${slack}"\n`])),
  )
  expect(Object.values(found(folder)).map(({ path }) => path)).toEqual(
    names.map((name) => `dist/${name}`),
  )
})

test('compressed copies are told as what they are copies of, others by themselves', () => {
  const text = `send('${slack}')\n`
  const folder = folderWith({
    'dist/a.js': text,
    'dist/a.js.gz': gzipSync(text),
    'dist/a.js.br': brotliCompressSync(text),
    'dist/b.js.gz': gzipSync(text),
    'dist/c.json.br': brotliCompressSync(text),
  })
  expect(Object.keys(found(folder))).toEqual([
    'dist/a.js:1:7 slack-bot-token',
    'dist/b.js.gz:1:7 slack-bot-token',
    'dist/c.json.br:1:7 slack-bot-token',
  ])
  writeFileSync(join(folder, 'dist/b.js.gz'), 'no gzip')
  const { code, stderr } = run(['bundle', 'dist'], folder)
  expect(stderr).toContain('keyward: dist/b.js.gz: It could not be read (Z_DATA_ERROR).\n')
  expect(code).toBe(2)
})

test('a build is told from any folder, with paths as seen from there', async () => {
  const folder = shop()
  await withEsbuild(folder, { sourcemap: true })
  expect(Object.values(found(join(folder, 'src'), ['../dist'])).map(({ path }) => path)).toEqual([
    'mail.js',
    'pay.js',
    'thank.js',
  ])
  renameSync(join(folder, 'dist/assets'), join(folder, 'src/assets'))
  expect(Object.values(found(folder, ['src/assets'])).map(({ path }) => path)).toEqual([
    'src/mail.js',
    'src/pay.js',
    'src/thank.js',
  ])
})

test('links are counted', () => {
  const folder = folderWith({ 'dist/a.js': 'x', 'b.js': slack })
  symlinkSync('../b.js', join(folder, 'dist/b.js'))
  expect(run(['bundle', 'dist'], folder)).toMatchObject({
    code: 0,
    stderr: 'No secrets found. Scanned 1 file, 1 byte. (1 link not followed.)\n',
  })
})

test.each<[string[], string]>([
  [[], 'bundle takes one folder. Name the one your build writes to, as in keyward bundle dist.'],
  [
    ['a', 'b'],
    'bundle takes one folder. Name the one your build writes to, as in keyward bundle dist.',
  ],
  [['gone'], 'gone does not exist. Build first, or name a folder that is there.'],
  [['package.json'], 'package.json is no folder. Name the one your build writes to.'],
  [['.'], '. is a project and not what is built from it. Write keyward bundle dist.'],
  [
    ['dist'],
    'dist holds nothing a browser would download. Build first, or name the folder your build writes to.',
  ],
  [
    ['ssr'],
    'ssr holds nothing a browser would download (1 file in it only the server reads). Build first, or name the folder your build writes to.',
  ],
])('keyward bundle %j says what is wrong and what to do', (words, message) => {
  const folder = folderWith({
    'package.json': '{}',
    'node_modules/left/index.js': '',
    'dist/a.json': '{}',
    'ssr/client/a.css': '',
    'ssr/server/entry.mjs': '',
  })
  expect(run(['bundle', ...words], folder)).toEqual({
    code: 2,
    stdout: '',
    stderr: `keyward: ${message}\n`,
  })
})
