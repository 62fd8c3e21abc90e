import { eachEnvRead } from '../env-reads.ts'
import { reachOf } from '../graph/reach.ts'
import { isOfServer } from '../of-server.ts'
import { isTest } from '../place.ts'
import { nameOptions, type NameOptions } from '../name-options.ts'
import { nodeAt } from '../node-at.ts'
import { prefixesOf } from '../public-secret.ts'
import { defineRule } from '../rule.ts'
import { secretsIn } from '../scan.ts'
import { isServerPlace } from '../server-place.ts'
import { settingsOf } from '../settings.ts'

export default defineRule<NameOptions>({
  name: 'no-client-reachable-secret',
  description: 'secrets in modules that a module for browsers imports, however far away',
  about: `Most modules that reach a browser do not say so: something imports them that is imported by a client component. This rule reads all files of the project (below the folder that ESLint runs in), follows their imports from everything that is sent to browsers, and looks for secrets in whatever they lead to. Types and modules for the server (\`'use server'\`, \`server-only\`, \`*.server.ts\` …) lead nowhere.

Its answer depends on other files, so run ESLint without \`--cache\` where it is on.`,
  configs: ['project'],
  messages: {
    read: '{{name}} is read in a module that reaches the browser: {{chain}}. Read it where only the server comes, and import "server-only" here.',
    found:
      '{{title}} {{preview}} ({{detector}}) is in a module that reaches the browser: {{chain}}. {{why}} {{fix}}',
  },
  options: nameOptions,
  examples: {
    leaks: {
      'module that a client component imports': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY',
        filename: 'lib/keys.ts',
        others: { 'app/pay.tsx': "'use client'\nimport { key } from '../lib/keys'\n" },
      },
      'module two imports away, through an alias': {
        code: 'export const ask = () => fetch(url, { headers: { key: process.env.OPENAI_API_KEY } })',
        filename: 'src/lib/ask.ts',
        others: {
          'tsconfig.json': '{ "compilerOptions": { "paths": { "#lib/*": ["./src/lib/*"] } }, }',
          'src/app/chat.tsx': "'use client'\nimport { reply } from '#lib/reply'\n",
          'src/lib/reply.ts': "export * from './ask.js'\n",
        },
      },
      'secret in a module of a single-page application': {
        code: "export const token = '{{github-personal-token}}'",
        filename: 'src/api/token.ts',
        others: {
          'index.html': '<script type="module" src="/src/main.ts"></script>',
          'src/main.ts': "import('./api/token')\n",
        },
      },
      'module that a page uses beside its loader': {
        code: 'export const secret = process.env.SESSION_SECRET',
        filename: 'lib/session.ts',
        others: {
          'pages/index.tsx':
            "import { secret } from '../lib/session'\nexport async function getServerSideProps() {\n  return { props: {} }\n}\nexport default function Page() { return secret }\n",
        },
      },
      'component of an Astro page that is hydrated': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY',
        filename: 'src/pay.ts',
        others: {
          'src/pages/index.astro': "---\nimport Pay from '../Pay.tsx'\n---\n<Pay client:load />\n",
          'src/Pay.tsx': "import { key } from './pay'\n",
        },
      },
    },
    clean: {
      'module that only a server component imports': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY',
        filename: 'lib/keys.ts',
        others: { 'app/page.tsx': "import { key } from '../lib/keys'\n" },
      },
      'module whose types are imported': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY\nexport type Key = string',
        filename: 'lib/keys.ts',
        others: { 'app/pay.tsx': "'use client'\nimport type { Key } from '../lib/keys'\n" },
      },
      'module behind a server action': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY',
        filename: 'lib/keys.ts',
        others: {
          'app/pay.tsx': "'use client'\nimport { pay } from './actions'\n",
          'app/actions.ts': "'use server'\nimport { key } from '../lib/keys'\n",
        },
      },
      'module that only the loader of a page uses': {
        code: 'export const secret = process.env.SESSION_SECRET',
        filename: 'lib/session.ts',
        others: {
          'pages/index.tsx':
            "import { secret } from '../lib/session'\nexport async function getServerSideProps() {\n  return { props: { ok: check(secret) } }\n}\nexport default function Page() { return null }\n",
        },
      },
      'import in a comment': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY',
        filename: 'lib/keys.ts',
        others: { 'app/pay.tsx': "'use client'\n// import { key } from '../lib/keys'\n" },
      },
      'variable that everybody may know': {
        code: 'export const key = process.env.NEXT_PUBLIC_SITE_KEY',
        filename: 'lib/keys.ts',
        others: { 'app/pay.tsx': "'use client'\nimport { key } from '../lib/keys'\n" },
      },
      'module that settings give to the server': {
        code: 'export const key = process.env.STRIPE_SECRET_KEY',
        filename: 'lib/keys.ts',
        settings: { serverFiles: ['lib/**'] },
        others: { 'app/pay.tsx': "'use client'\nimport { key } from '../lib/keys'\n" },
      },
    },
  },
  create(context, options) {
    const root = context.cwd
    const settings = settingsOf(context)
    const chain = reachOf(root, settings).chainTo(context.filename)
    // A module that is sent to browsers itself is what other rules look at.
    if (chain === undefined || chain.length < 2 || isTest(context)) return {}
    const told = { chain: chain.join(' → ') }
    const prefixes = prefixesOf(context, {})
    return {
      ...eachEnvRead(context.sourceCode, (read) => {
        if (!isOfServer(read, prefixes, options) || isServerPlace(read.node)) return
        context.report({ node: read.node, messageId: 'read', data: { ...told, name: read.name } })
      }),
      'Program:exit'() {
        for (const { finding, start, end } of secretsIn(context)) {
          const node = nodeAt(context, start)
          if (node && isServerPlace(node)) continue
          const { title, id, why, fix } = finding.detector
          context.report({
            loc: {
              start: context.sourceCode.getLocFromIndex(start),
              end: context.sourceCode.getLocFromIndex(end),
            },
            messageId: 'found',
            data: { ...told, title, detector: id, why, fix, preview: finding.secret.preview },
          })
        }
      },
    }
  },
})
