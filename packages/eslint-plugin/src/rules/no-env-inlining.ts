import { propertyName } from '../expressions.ts'
import { faultOf } from '../inlined-fault.ts'
import {
  entriesOf,
  inlinedByBun,
  inlinedByPair,
  inlinedByPlugin,
  inlinedByProperty,
  type Inlined,
} from '../inlined-values.ts'
import { nameOptions, type NameOptions } from '../name-options.ts'
import { isTest } from '../place.ts'
import { defineRule } from '../rule.ts'
import { widePrefixes } from '../wide-prefix.ts'

export default defineRule<NameOptions>({
  name: 'no-env-inlining',
  description: 'configurations of builds that put secret variables into shipped code',
  about: `\`env\` of Next.js, \`define\` of Vite and esbuild, \`DefinePlugin\`, \`runtimeConfig.public\` of Nuxt, \`extra\` of Expo and \`customFields\` of Docusaurus are copied into what is shipped, whatever the variables are called: no prefix guards here. Reported are secrets among them, whole environments, and prefixes so wide that secrets have them too.

Leave the secret out, and read it where the server runs. Configurations that build for Node stay silent.`,
  configs: ['recommended', 'client', 'strict'],
  mentions: ['env', 'publicPrefix', 'runtimeConfig'],
  messages: {
    inlined:
      '{{name}} is put into the shipped code by {{option}}, where anybody reads it. Leave it out, and read it from process.env on the server.',
    whole:
      '{{name}} as a whole is put into the shipped code by {{option}}, and every secret with it. Name the variables that may be shown.',
    prefix:
      "{{option}} '{{prefix}}' makes every variable public that begins so, secrets among them. Use a prefix that says public and nothing else.",
    inlineAll:
      "env: 'inline' puts every variable that the code names into what is built. Use a pattern such as 'PUBLIC_*'.",
  },
  options: nameOptions,
  examples: {
    leaks: {
      'env of Next.js': {
        code: 'module.exports = { env: { STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY } }',
        filename: 'next.config.js',
      },
      'env of Next.js, in a constant with types': {
        code: 'const config: NextConfig = { env: { API_KEY: process.env.API_KEY! } }\nexport default config',
        filename: 'next.config.ts',
      },
      'env of Next.js, under a harmless name': {
        code: 'export default withMDX({ env: { backend: process.env.OPENAI_API_KEY } })',
        filename: 'next.config.mjs',
      },
      'environment as env of Next.js': {
        code: 'module.exports = { env: { ...process.env } }',
        filename: 'next.config.js',
      },
      'public configuration of Next.js': {
        code: 'module.exports = { publicRuntimeConfig: { jwtSecret: process.env.JWT_SECRET } }',
        filename: 'next.config.js',
      },
      'define of Vite': {
        code: "export default defineConfig({ define: { 'process.env.API_KEY': JSON.stringify(process.env.API_KEY) } })",
        filename: 'vite.config.ts',
      },
      'define of Vite, from loadEnv': {
        code: "export default defineConfig(({ mode }) => {\n  const env = loadEnv(mode, '.', '')\n  return { define: { 'process.env.API_KEY': JSON.stringify(env.GEMINI_API_KEY) } }\n})",
        filename: 'vite.config.ts',
      },
      'all that loadEnv has': {
        code: "export default defineConfig(({ mode }) => {\n  const env = loadEnv(mode, process.cwd(), '')\n  return { define: { 'process.env': env } }\n})",
        filename: 'vite.config.js',
      },
      'all that loadEnv has, spread': {
        code: "export default defineConfig(({ mode }) => ({ define: { 'process.env': { ...loadEnv(mode, '.', '') } } }))",
        filename: 'vite.config.js',
      },
      'environment as text': {
        code: "export default { define: { 'process.env': JSON.stringify(process.env) } }",
        filename: 'vite.config.js',
      },
      'constant of a define': {
        code: 'export default { define: { __MAIL_KEY__: JSON.stringify(process.env.SENDGRID_API_KEY) } }',
        filename: 'vite.config.js',
      },
      'plugin of Vite':
        "import { defineConfig } from 'vite'\nexport const keys = { name: 'keys', config: () => ({ define: { __K__: process.env.GITHUB_TOKEN } }) }",
      esbuild:
        "import * as esbuild from 'esbuild'\nawait esbuild.build({ define: { 'process.env.DB_PASSWORD': JSON.stringify(process.env.DB_PASSWORD) } })",
      'DefinePlugin of webpack': {
        code: "module.exports = { plugins: [new webpack.DefinePlugin({ 'process.env.STRIPE_SECRET_KEY': JSON.stringify(process.env.STRIPE_SECRET_KEY) })] }",
        filename: 'webpack.config.js',
      },
      'DefinePlugin with an environment': {
        code: "module.exports = { plugins: [new DefinePlugin({ 'process.env': JSON.stringify(process.env) })] }",
        filename: 'webpack.config.js',
      },
      'DefinePlugin, one level down': {
        code: "module.exports = { plugins: [new rspack.DefinePlugin({ 'process.env': { API_SECRET: JSON.stringify(process.env.API_SECRET) } })] }",
        filename: 'rspack.config.js',
      },
      EnvironmentPlugin: {
        code: "module.exports = { plugins: [new webpack.EnvironmentPlugin(['NODE_ENV', 'STRIPE_SECRET_KEY'])] }",
        filename: 'webpack.config.js',
      },
      'EnvironmentPlugin with defaults': {
        code: "module.exports = { plugins: [new webpack.EnvironmentPlugin({ API_KEY: '', DEBUG: false })] }",
        filename: 'webpack.config.js',
      },
      'EnvironmentPlugin of Vite': {
        code: "export default defineConfig({ plugins: [EnvironmentPlugin(['OPENAI_API_KEY'])] })",
        filename: 'vite.config.js',
      },
      'EnvironmentPlugin for everything': {
        code: "export default defineConfig({ plugins: [EnvironmentPlugin('all')] })",
        filename: 'vite.config.js',
      },
      'public configuration of Nuxt': {
        code: 'export default defineNuxtConfig({ runtimeConfig: { public: { openaiApiKey: process.env.OPENAI_API_KEY } } })',
        filename: 'nuxt.config.ts',
      },
      'public configuration of Nuxt, filled in by its variable': {
        code: "export default defineNuxtConfig({ runtimeConfig: { public: { stripeSecretKey: '' } } })",
        filename: 'nuxt.config.ts',
      },
      'app.config of Nuxt': {
        code: 'export default defineAppConfig({ mail: { key: process.env.RESEND_API_KEY } })',
        filename: 'app/app.config.ts',
      },
      'extra of Expo': {
        code: 'export default { expo: { extra: { openaiKey: process.env.OPENAI_API_KEY } } }',
        filename: 'app.config.js',
      },
      'extra of Expo, from a function': {
        code: 'export default ({ config }) => ({ ...config, extra: { ...process.env } })',
        filename: 'app.config.ts',
      },
      'fields of Docusaurus': {
        code: 'module.exports = { customFields: { token: process.env.GITHUB_TOKEN } }',
        filename: 'docusaurus.config.js',
      },
      Babel: {
        code: "module.exports = { plugins: [['transform-inline-environment-variables', { include: ['API_SECRET'] }]] }",
        filename: 'babel.config.js',
      },
      'empty prefix': {
        code: "export default defineConfig({ envPrefix: '' })",
        filename: 'vite.config.js',
      },
      'empty prefix among others': {
        code: "export default defineConfig({ envPrefix: ['VITE_', ''] })",
        filename: 'vite.config.js',
      },
      'prefix of a service': {
        code: "export default defineConfig({ envPrefix: ['VITE_', 'SUPABASE_'] })",
        filename: 'vite.config.js',
      },
      'prefix that signs updates of Tauri': {
        code: "export default defineConfig({ envPrefix: ['VITE_', 'TAURI_'] })",
        filename: 'vite.config.js',
      },
      'prefix of secrets, in Astro': {
        code: "export default defineConfig({ vite: { envPrefix: 'SECRET_' } })",
        filename: 'astro.config.mjs',
      },
      'empty public prefix of SvelteKit': {
        code: "export default { kit: { env: { publicPrefix: '' } } }",
        filename: 'svelte.config.js',
      },
      Bun: "await Bun.build({ entrypoints: ['./a.ts'], env: 'inline' })",
    },
    clean: {
      'define without a secret': {
        code: "export default { define: { __VERSION__: JSON.stringify(process.env.npm_package_version), 'process.env.NODE_ENV': '\"production\"' } }",
        filename: 'vite.config.js',
      },
      'env without a secret': {
        code: 'module.exports = { env: { SITE_URL: process.env.SITE_URL, COMMIT: process.env.GIT_COMMIT } }',
        filename: 'next.config.js',
      },
      'publishable keys': {
        code: 'module.exports = { env: { STRIPE_PUBLISHABLE_KEY: process.env.STRIPE_PUBLISHABLE_KEY, MAPS_API_KEY: process.env.MAPS_API_KEY } }',
        filename: 'next.config.js',
      },
      'private half of the configuration of Nuxt': {
        code: 'export default defineNuxtConfig({ runtimeConfig: { openaiApiKey: process.env.OPENAI_API_KEY, public: { site: process.env.SITE } } })',
        filename: 'nuxt.config.ts',
      },
      'private configuration of Next.js': {
        code: 'module.exports = { serverRuntimeConfig: { secret: process.env.API_SECRET } }',
        filename: 'next.config.js',
      },
      'secret that a plugin needs while it builds': {
        code: 'export default defineConfig({ plugins: [sentryVitePlugin({ authToken: process.env.SENTRY_AUTH_TOKEN })] })',
        filename: 'vite.config.js',
      },
      'proxy of a development server': {
        code: "export default defineConfig({ server: { proxy: { '/api': { headers: { 'X-API-Key': process.env.API_KEY } } } } })",
        filename: 'vite.config.js',
      },
      'only what has the prefix': {
        code: "export default defineConfig(({ mode }) => ({ define: { 'process.env': loadEnv(mode, '.', 'VITE_') } }))",
        filename: 'vite.config.js',
      },
      'only what has the usual prefix': {
        code: "export default defineConfig(({ mode }) => ({ define: { 'process.env': loadEnv(mode, '.') } }))",
        filename: 'vite.config.js',
      },
      'bundle for Node':
        "import { build } from 'esbuild'\nawait build({ platform: 'node', define: { 'process.env.DB_PASSWORD': JSON.stringify(process.env.DB_PASSWORD) } })",
      'webpack for Node': {
        code: "module.exports = { target: 'node', plugins: [new webpack.DefinePlugin({ 'process.env': JSON.stringify(process.env) })] }",
        filename: 'webpack.config.js',
      },
      'env of a test runner': {
        code: "export default defineConfig({ define: { 'process.env.API_SECRET': '\"x\"' }, test: {} })",
        filename: 'vitest.config.ts',
      },
      'env of something else': {
        code: 'spawn(command, { env: { ...process.env, API_SECRET: process.env.API_SECRET } })',
        filename: 'scripts/run.js',
      },
      'env of a headers function of Next.js': {
        code: "module.exports = { headers: () => [{ source: '/', env: { a: 1 } }], sentry: { env: { TOKEN: process.env.SENTRY_TOKEN } } }",
        filename: 'next.config.js',
      },
      'prefix that says public': {
        code: "export default defineConfig({ envPrefix: ['VITE_', 'NEXT_PUBLIC_', 'SHOP_PUBLIC_', 'TAURI_ENV_*'] })",
        filename: 'vite.config.js',
      },
      'prefix of the house': {
        code: "export default defineConfig({ envPrefix: 'SHOP_' })",
        filename: 'vite.config.js',
      },
      'prefix in Bun': "await Bun.build({ entrypoints: ['./a.ts'], env: 'SHOP_PUBLIC_*' })",
      'Bun for servers':
        "await Bun.build({ entrypoints: ['./a.ts'], env: 'inline', target: 'bun' })",
      'definition of words': 'dictionary.define({ define: { secret: process.env.API_SECRET } })',
      'variable the house shows': {
        code: 'module.exports = { env: { DEMO_TOKEN: process.env.DEMO_TOKEN } }',
        filename: 'next.config.js',
        options: { publishableNames: ['DEMO_TOKEN'] },
      },
      'public name that leaves it open': {
        code: 'module.exports = { env: { NEXT_PUBLIC_API_KEY: process.env.NEXT_PUBLIC_API_KEY } }',
        filename: 'next.config.js',
      },
    },
  },
  create(context, options) {
    const isConfiguration = configuration.test(context.filename)
    if (!isConfiguration && (isTest(context) || !bundling.test(context.sourceCode.text))) return {}
    function tell(inlined: Inlined | undefined) {
      if (!inlined) return
      for (const entry of entriesOf(inlined, context)) {
        const fault = faultOf(entry, context, options)
        if (fault) {
          const data = { name: fault.name, option: inlined.option }
          context.report({ node: entry.node, messageId: fault.messageId, data })
        }
      }
    }
    return {
      Property(node) {
        tell(inlinedByProperty(node, context))
        const option = propertyName(node)
        if (option === 'envPrefix' || option === 'publicPrefix') {
          for (const prefix of widePrefixes(node.value)) {
            context.report({ node, messageId: 'prefix', data: { option, prefix } })
          }
        }
      },
      NewExpression: (node) => tell(inlinedByPlugin(node, context)),
      CallExpression(node) {
        tell(inlinedByPlugin(node, context))
        const env = inlinedByBun(node)
        if (env) context.report({ node: env, messageId: 'inlineAll' })
      },
      ArrayExpression: (node) => tell(inlinedByPair(node)),
    }
  },
})

const configuration = /\.config\.[cm]?[jt]s$/
const bundling = /\bdefine\b|DefinePlugin|EnvironmentPlugin|defineAppConfig|Bun\.build|envPrefix/
