import type { Context } from '../context.ts'
import { secretsWithin } from '../env-secrets-within.ts'
import type { Node } from '../expressions.ts'
import { isRunning } from '../ownership.ts'
import { nameOptions, type NameOptions } from '../name-options.ts'
import { isTest } from '../place.ts'
import { defineRule } from '../rule.ts'
import { handedToBrowser } from '../sent-to-browser.ts'
import { runsInBrowser } from '../side.ts'

interface Options extends NameOptions {
  readonly functions: readonly string[]
}

export default defineRule<Options>({
  name: 'no-secret-serialization',
  description: 'secrets of the server in what it sends to the browser',
  about: `What \`getServerSideProps\` returns as props, what a loader or a server function returns, what a component is handed as an attribute and what a route answers is written into the page or fetched by it: everybody reads it there, whether it is shown or not. A secret variable must not be among it, neither directly nor by a constant. A page of Astro sends what it writes, what it gives to components with a \`client:\` directive, and what \`define:vars\` names; its other components stay on the server.

Use the secret where it is, and send only what came of it.`,
  configs: ['recommended', 'client', 'strict'],
  mentions: ['env', 'RuntimeConfig', 'getSecret'],
  messages: {
    sent: '{{name}} is {{way}}, so it is sent to the browser, where anybody reads it. Use it on the server, and send only what comes of it.',
    whole:
      '{{name}} as a whole is {{way}}, so every secret in it is sent to the browser. Name the variables that may be shown.',
  },
  options: {
    functions: {
      about: 'More exported functions whose result is sent to the browser.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: [],
    },
    ...nameOptions,
  },
  examples: {
    leaks: {
      'props of getServerSideProps': {
        code: 'export async function getServerSideProps() { return { props: { key: process.env.OPENAI_API_KEY } } }',
        filename: 'pages/index.tsx',
      },
      'props of getStaticProps, by a constant': {
        code: 'export const getStaticProps = async () => { const apiKey = process.env.API_SECRET; return { props: { apiKey } } }',
        filename: 'pages/index.tsx',
      },
      'props in an object of their own': {
        code: 'export async function getServerSideProps() { const props = { token: process.env.GITHUB_TOKEN }; return { props } }',
        filename: 'pages/index.tsx',
      },
      'environment as a whole': {
        code: 'export async function getServerSideProps() { return { props: { env: process.env } } }',
        filename: 'pages/index.tsx',
      },
      getInitialProps:
        'Page.getInitialProps = async () => ({ secret: process.env.SESSION_SECRET })',
      'attribute of a client component': {
        code: 'export default function Page() { return <Chat apiKey={process.env.OPENAI_API_KEY} /> }',
        filename: 'app/page.tsx',
      },
      'attribute by a constant': {
        code: 'const key = process.env.STRIPE_SECRET_KEY\nexport default function Page() { return <Pay secret={key!} /> }',
        filename: 'app/page.tsx',
      },
      'attribute in an object': {
        code: 'export default function Page() { return <Chat config={{ key: process.env.OPENAI_API_KEY }} /> }',
        filename: 'app/page.tsx',
      },
      'attributes that are spread': {
        code: 'export default function Page() { return <Chat {...{ token: process.env.SLACK_TOKEN }} /> }',
        filename: 'app/page.tsx',
      },
      'attribute of an element': {
        code: 'export default function Page() { return <meta name="key" content={process.env.API_SECRET} /> }',
        filename: 'app/page.tsx',
      },
      'text of an element': {
        code: 'export default function Page() { return <pre>{process.env.DATABASE_URL}</pre> }',
        filename: 'app/page.tsx',
      },
      'loader of Remix': {
        code: 'export async function loader() { return json({ key: process.env.OPENAI_API_KEY }) }',
        filename: 'app/routes/chat.tsx',
      },
      'loader of React Router': {
        code: 'export const loader = async () => ({ ENV: { STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY } })',
        filename: 'app/root.tsx',
      },
      'deferred data': {
        code: 'export async function loader() { return data({ key: process.env.API_SECRET }, { status: 200 }) }',
        filename: 'app/routes/chat.tsx',
      },
      'load of SvelteKit': {
        code: "import { OPENAI_API_KEY } from '$env/static/private'\nexport const load = async () => ({ key: OPENAI_API_KEY })",
        filename: 'src/routes/+page.server.ts',
      },
      'load of SvelteKit, dynamic': {
        code: "import { env } from '$env/dynamic/private'\nexport function load() { return { key: env.API_SECRET } }",
        filename: 'src/routes/+layout.server.ts',
      },
      'loader of TanStack': {
        code: "export const Route = createFileRoute('/')({ loader: async () => ({ key: process.env.API_SECRET }) })",
        filename: 'src/routes/index.tsx',
      },
      'server function of TanStack': {
        code: "export const config = createServerFn({ method: 'GET' }).handler(async () => ({ key: process.env.OPENAI_API_KEY }))",
        filename: 'src/config.ts',
      },
      action: {
        code: "'use server'\nexport async function key() { return process.env.OPENAI_API_KEY }",
        filename: 'app/actions.ts',
      },
      'action in a component': {
        code: "export default function Page() { async function key() { 'use server'; return process.env.API_SECRET } return <Chat ask={key} /> }",
        filename: 'app/page.tsx',
      },
      'route of Nuxt': {
        code: 'export default defineEventHandler(() => ({ key: useRuntimeConfig().openaiApiKey }))',
        filename: 'server/api/config.ts',
      },
      'route handler of Next.js': {
        code: 'export async function GET() { return NextResponse.json({ apiKey: process.env.OPENAI_API_KEY }) }',
        filename: 'app/api/config/route.ts',
      },
      'response of the platform': {
        code: 'export const GET = () => Response.json({ token: process.env.GITHUB_TOKEN })',
        filename: 'src/pages/api/config.ts',
      },
      'response with a body':
        'export const GET = () => new Response(JSON.stringify({ key: process.env.API_SECRET }))',
      'response of Express':
        "app.get('/config', (req, res) => res.json({ key: process.env.API_SECRET }))",
      'response with a status':
        "app.get('/config', (req, res) => { res.status(200).send({ env: process.env }) })",
      'response of Fastify':
        "app.get('/config', async (request, reply) => reply.send({ key: process.env.API_SECRET }))",
      'response of Hono': "app.get('/config', (c) => c.json({ key: process.env.API_SECRET }))",
      'global of the window': 'window.__ENV__ = { API_SECRET: process.env.API_SECRET }',
      'script in a page':
        'const page = `<script>window.ENV = ${JSON.stringify({ KEY: process.env.OPENAI_API_KEY })}</script>`',
      'script of React': {
        code: 'const a = <script dangerouslySetInnerHTML={{ __html: `window.ENV = ${JSON.stringify(process.env)}` }} />',
        filename: 'app/layout.tsx',
      },
      'element in a text':
        'const page = `<meta name="token" content="${process.env.ADMIN_TOKEN}">`',
      'bridge of Electron':
        "contextBridge.exposeInMainWorld('config', { key: process.env.OPENAI_API_KEY })",
      'checked environment': {
        code: "import { env } from '~/env'\nexport default function Page() { return <Chat apiKey={env.OPENAI_API_KEY} /> }",
        filename: 'src/app/page.tsx',
      },
      'props of an island of Astro': {
        code: "---\nimport Pay from './Pay.tsx'\nconst key = import.meta.env.STRIPE_SECRET_KEY\n---\n<Pay client:load apiKey={key} />",
        filename: 'src/pages/index.astro',
      },
      'variables of a script of Astro': {
        code: '---\nconst key = import.meta.env.STRIPE_SECRET_KEY\n---\n<script define:vars={{ key }}>use(key)</script>',
        filename: 'src/pages/index.astro',
      },
      'markup of Astro': {
        code: '<Fragment set:html={import.meta.env.API_SECRET} />',
        filename: 'src/pages/index.astro',
      },
      'text of a page of Astro': {
        code: '<p>{import.meta.env.API_SECRET}</p>',
        filename: 'src/pages/index.astro',
      },
      'function of the house': {
        code: 'export function pageData() { return { key: process.env.API_SECRET } }',
        options: { functions: ['pageData'] },
      },
    },
    clean: {
      'props that come of a secret': {
        code: 'export async function getServerSideProps() { const users = await list(process.env.API_SECRET); return { props: { users } } }',
        filename: 'pages/index.tsx',
      },
      'props that say whether there is one': {
        code: 'export async function getServerSideProps() { return { props: { hasKey: Boolean(process.env.API_SECRET), is: !!process.env.API_SECRET, same: process.env.API_SECRET === x } } }',
        filename: 'pages/index.tsx',
      },
      'publishable key': {
        code: 'export default function Page() { return <Pay stripeKey={process.env.STRIPE_PUBLISHABLE_KEY} /> }',
        filename: 'app/page.tsx',
      },
      'plain variable': {
        code: 'export const loader = () => json({ mode: process.env.NODE_ENV, site: process.env.SITE_URL })',
        filename: 'app/root.tsx',
      },
      'loader without a secret': {
        code: "export async function loader() { const answer = await fetch(url, { headers: { 'X-API-Key': process.env.API_SECRET } }); return json(await answer.json()) }",
        filename: 'app/routes/chat.tsx',
      },
      'load without a secret': {
        code: "import { API_SECRET } from '$env/static/private'\nexport const load = async ({ fetch }) => ({ posts: await posts(fetch, API_SECRET) })",
        filename: 'src/routes/+page.server.ts',
      },
      'public variable, judged by another rule': {
        code: 'export default function Page() { return <Pay k={process.env.NEXT_PUBLIC_API_SECRET} /> }',
        filename: 'app/page.tsx',
      },
      'function that no framework sends': 'export function key() { return process.env.API_SECRET }',
      'loader nobody exports': 'function loader() { return { key: process.env.API_SECRET } }',
      'function within a loader': {
        code: 'export async function loader() { const key = () => { return process.env.API_SECRET }; return json(await list(key())) }',
        filename: 'app/routes/chat.tsx',
      },
      'answer to a comparison':
        "app.post('/hook', (req, res) => res.json({ ok: req.headers.token === process.env.HOOK_SECRET }))",
      'request to another server': 'axios.post(url, { key: process.env.API_SECRET })',
      'global of the server': 'globalThis.key = process.env.API_SECRET',
      'text that is no page': 'const address = `https://api.example/${process.env.API_SECRET}`',
      'component of Astro, which runs on the server': {
        code: "---\nimport Pay from './Pay.astro'\n---\n<Pay apiKey={import.meta.env.STRIPE_SECRET_KEY} />",
        filename: 'src/pages/index.astro',
      },
      'island of the server': {
        code: "---\nimport * as ui from '../ui'\nconst all = { key: import.meta.env.API_SECRET }\n---\n<ui.Pay server:defer {...all} />",
        filename: 'src/pages/index.astro',
      },
      'what a page of Astro makes of a secret': {
        code: '---\nconst users = await list(import.meta.env.API_SECRET)\n---\n<p>{users.length}</p>',
        filename: 'src/pages/index.astro',
      },
      'arm that is only asked': {
        code: 'export default function Page() { return process.env.API_SECRET ? <Chat /> : <p>Set API_SECRET.</p> }',
        filename: 'app/page.tsx',
      },
      'part that is shown under a condition': {
        code: 'export default function Page() { return <p>{process.env.API_SECRET && <Chat />}</p> }',
        filename: 'app/page.tsx',
      },
      'name of a secret': {
        code: 'export default function Page() { return <p title={process.env.SECRET_NAME}>x</p> }',
        filename: 'app/page.tsx',
      },
      test: {
        code: 'export const loader = () => json({ key: process.env.API_SECRET })',
        filename: 'app/root.test.tsx',
      },
      'variable the house shows': {
        code: 'export default function Page() { return <Chat token={process.env.DEMO_TOKEN} /> }',
        filename: 'app/page.tsx',
        options: { publishableNames: ['DEMO_TOKEN'] },
      },
    },
  },
  create(context, options) {
    if (isTest(context)) return {}
    const told = new Set<Node>()
    return handedToBrowser(context, options.functions, (value, way) => {
      for (const { name, isWhole, node } of secretsWithin(value, context.sourceCode, options)) {
        if (told.has(node) || isToldElsewhere(node, context)) continue
        told.add(node)
        context.report({ node, messageId: isWhole ? 'whole' : 'sent', data: { name, way } })
      }
    })
  },
})

/** In a module for browsers the read itself is the fault. */
function isToldElsewhere(node: Node, context: Context): boolean {
  return isRunning(context, 'no-server-secret-in-client') && runsInBrowser(context, node)
}
