import type { Context } from '../context.ts'
import { publicName, soundsSecret } from '../env-names.ts'
import { eachEnvRead } from '../env-reads.ts'
import type { Node } from '../expressions.ts'
import { isTest, pathOf } from '../place.ts'
import { defineRule } from '../rule.ts'
import { sideOf } from '../side.ts'

interface Options {
  readonly packages: readonly string[]
}

export default defineRule<Options>({
  name: 'require-server-only',
  description: "`import 'server-only'` in modules of Next.js that read a secret",
  about: `In the app directory a module is on the server until a client component imports it, and nothing says so when that happens. With \`import 'server-only'\` the build fails instead. The rule asks for it in modules that read a secret variable and export something; routes, pages, middleware and what has a directive are on one side anyhow.`,
  configs: ['next'],
  hasSuggestions: true,
  mentions: ['process.env'],
  messages: {
    open: "{{name}} is read here, and nothing keeps a client component from importing this module. Begin it with import 'server-only', so that the build fails when one does.",
    add: "Begin the module with import '{{package}}'.",
  },
  options: {
    packages: {
      about: 'Packages whose import keeps a module on the server; the first is suggested.',
      schema: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
      fallback: ['server-only'],
    },
  },
  examples: {
    leaks: {
      'module that reads a secret': {
        code: 'export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)',
        filename: 'lib/stripe.js',
        suggestion:
          "import 'server-only'\nexport const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)",
      },
      'component of the server that is no page': {
        code: 'export async function Users() { return <p>{await count(process.env.DATABASE_URL)}</p> }',
        filename: 'components/users.tsx',
      },
      'module with imports': {
        code: "// Mail.\nimport { Resend } from 'resend'\nexport const mail = new Resend(process.env.RESEND_API_KEY)",
        filename: 'lib/mail.ts',
        suggestion:
          "// Mail.\nimport 'server-only'\nimport { Resend } from 'resend'\nexport const mail = new Resend(process.env.RESEND_API_KEY)",
      },
      'secret that is read twice, asked for once': {
        code: 'export const a = process.env.API_SECRET\nexport const b = process.env.JWT_SECRET',
        filename: 'lib/a.ts',
      },
      'default export': {
        code: 'export default connect(process.env.MONGODB_URI)',
        filename: 'lib/mongo.ts',
      },
      'package of the house': {
        code: 'export const key = process.env.API_SECRET',
        filename: 'lib/a.ts',
        options: { packages: ['@shop/server-only'] },
        suggestion: "import '@shop/server-only'\nexport const key = process.env.API_SECRET",
      },
    },
    clean: {
      'module that is kept on the server': {
        code: "import 'server-only'\nexport const key = process.env.API_SECRET",
        filename: 'lib/a.ts',
      },
      'package of the house': {
        code: "import '@shop/server-only'\nexport const key = process.env.API_SECRET",
        filename: 'lib/a.ts',
        options: { packages: ['@shop/server-only'] },
      },
      actions: {
        code: "'use server'\nexport async function pay() { return charge(process.env.STRIPE_SECRET_KEY) }",
        filename: 'app/actions.ts',
      },
      'client component, judged by another rule': {
        code: "'use client'\nexport const key = process.env.API_SECRET",
        filename: 'app/a.tsx',
      },
      'route handler': {
        code: 'export const GET = () => ask(process.env.API_SECRET)',
        filename: 'app/api/route.ts',
      },
      page: {
        code: 'export default function Page() { return list(process.env.API_SECRET) }',
        filename: 'src/app/shop/page.tsx',
      },
      layout: {
        code: 'export default function Layout() { return list(process.env.API_SECRET) }',
        filename: 'app/layout.tsx',
      },
      'pages directory': {
        code: 'export default function handler() { return ask(process.env.API_SECRET) }',
        filename: 'pages/api/ask.ts',
      },
      middleware: {
        code: 'export const middleware = () => check(process.env.JWT_SECRET)',
        filename: 'middleware.ts',
      },
      configuration: {
        code: 'export default { key: process.env.API_SECRET }',
        filename: 'next.config.mjs',
      },
      script: { code: 'export const key = process.env.API_SECRET', filename: 'scripts/seed.ts' },
      command: {
        code: '#!/usr/bin/env node\nexport const key = process.env.API_SECRET',
        filename: 'tools/seed.js',
      },
      'module that exports nothing': {
        code: 'connect(process.env.API_SECRET)',
        filename: 'lib/a.ts',
      },
      'types alone': {
        code: 'export type A = 1\nconnect(process.env.API_SECRET)',
        filename: 'lib/a.ts',
      },
      'environment that is checked on both sides': {
        code: 'export const env = createEnv({ server: { A: z.string() }, runtimeEnv: { API_SECRET: process.env.API_SECRET } })',
        filename: 'src/env.ts',
      },
      'plain variable': { code: 'export const isOn = process.env.NODE_ENV', filename: 'lib/a.ts' },
      'public variable': {
        code: 'export const key = process.env.NEXT_PUBLIC_API_KEY',
        filename: 'lib/a.ts',
      },
      test: { code: 'export const key = process.env.API_SECRET', filename: 'lib/a.test.ts' },
    },
  },
  create(context, { packages }) {
    if (isTest(context) || isOnOneSide(context) || !isImportable(context, packages)) return {}
    let isTold = false
    return eachEnvRead(context.sourceCode, ({ node, name, reach }) => {
      if (isTold || reach !== 'named' || publicName(name) || !soundsSecret(name)) return
      isTold = true
      const first = packages[0] ?? 'server-only'
      context.report({
        node,
        messageId: 'open',
        data: { name },
        suggest: [
          {
            messageId: 'add',
            data: { package: first },
            fix: (fixer) => fixer.insertTextBefore(firstStatement(context), `import '${first}'\n`),
          },
        ],
      })
    })
  },
})

/** Files the framework itself takes from their place, and what has a side of its own. */
function isOnOneSide(context: Context): boolean {
  const { is, confidence } = sideOf(context)
  const path = pathOf(context)
  return (
    is === 'client' ||
    (is === 'server' && confidence === 'certain') ||
    /^(?:scripts?|bin|prisma|drizzle|migrations|infra)\//.test(path) ||
    special.test(path) ||
    context.sourceCode.text.startsWith('#!') ||
    context.sourceCode.text.includes('createEnv(')
  )
}

const special =
  /(?:^|\/)(?:app|pages)\/(?:.*\/)?(?:page|layout|template|default|loading|error|global-error|not-found|sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\.[jt]sx?$|(?:^|\/)pages\//

/** Whether anybody can import something that is more than a type. */
function isImportable({ sourceCode }: Context, packages: readonly string[]): boolean {
  const { body } = sourceCode.ast
  const isKept = body.some(
    (node) => node.type === 'ImportDeclaration' && packages.includes(node.source.value),
  )
  return !isKept && body.some(exportsValue)
}

function exportsValue(node: Node): boolean {
  if (node.type === 'ExportNamedDeclaration') return node.exportKind !== 'type'
  return node.type === 'ExportDefaultDeclaration' || node.type === 'ExportAllDeclaration'
}

function firstStatement({ sourceCode }: Context): Node {
  return sourceCode.ast.body[0] ?? sourceCode.ast
}
