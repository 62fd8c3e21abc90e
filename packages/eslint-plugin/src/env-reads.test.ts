import { Linter, type Rule } from 'eslint'
import { describe, expect, it } from 'vitest'
import type { Context } from './context.ts'
import { eachEnvRead, envReadsBehind, type EnvRead } from './env-reads.ts'
import { languageOf } from './example.ts'
import type { Node } from './expressions.ts'

const reads: Record<string, [expected: string, code: string]> = {
  'a member': ['process.env A named', 'use(process.env.A)'],
  'a member in quotes': ['process.env A named', "use(process.env['A'])"],
  'a name put together': ['process.env PUBLIC_A named', "use(process.env['PUBLIC_' + 'A'])"],
  'a name in a template': ['process.env A named', 'use(process.env[`A`])'],
  'optional members': ['process.env A named', 'use(process?.env?.A)'],
  'process of the global object': [
    'globalThis.process.env A named',
    'use(globalThis.process.env.A)',
  ],
  'import.meta.env': ['import.meta.env A named', 'use(import.meta.env.A)'],
  Bun: ['Bun.env A named', 'use(Bun.env.A)'],
  Deno: ['Deno.env.get A named', "use(Deno.env.get('A'))"],
  'destructuring, with another name and a default': [
    'process.env A named, process.env B named',
    "const { A: a, B = 'b' } = process.env",
  ],
  'destructuring of import.meta.env': ['import.meta.env A named', 'const { A } = import.meta.env'],
  'nested destructuring': ['process.env A named', 'const { env: { A } } = process'],
  'destructuring into what is there': ['process.env A named', 'let A; ({ A } = process.env)'],
  'an alias': ['process.env A named', 'const env = process.env; use(env.A)'],
  'env taken out of its owner': [
    'import.meta.env A named',
    'const { env } = import.meta; use(env.A)',
  ],
  'env of node:process': ['node:process A named', "import { env } from 'node:process'; use(env.A)"],
  'env of a module that checks it': ['~/env A named', "import { env } from '~/env'; use(env.A)"],
  'SvelteKit, static and public': [
    '$env/static/public A public',
    "import { A as a } from '$env/static/public'",
  ],
  'SvelteKit, static and private': [
    '$env/static/private A private',
    "import { A } from '$env/static/private'",
  ],
  'SvelteKit, dynamic': [
    '$env/dynamic/private A private',
    "import { env } from '$env/dynamic/private'; use(env.A)",
  ],
  'SvelteKit, explicit': ['$app/env/public A public', "import { A } from '$app/env/public'"],
  'Astro, client': ['astro:env/client A public', "import { A } from 'astro:env/client'"],
  'Astro, getSecret': [
    'getSecret A private',
    "import { getSecret } from 'astro:env/server'; use(getSecret('A'))",
  ],
  'Nuxt, private': ['useRuntimeConfig() a private', 'use(useRuntimeConfig().a)'],
  'Nuxt, public': ['useRuntimeConfig().public a public', 'use(useRuntimeConfig().public.a)'],
  'Nuxt, by a constant': [
    'useRuntimeConfig().public a public',
    'const config = useRuntimeConfig(); use(config.public.a)',
  ],
  'Nuxt, taken apart': [
    'useRuntimeConfig() a public',
    'const { public: open } = useRuntimeConfig(); use(open.a)',
  ],
  'React Native': [
    'react-native-config A public',
    "import Config from 'react-native-config'; use(Config.A)",
  ],
  'a Babel plugin of React Native': ['@env A public', "import { A } from '@env'"],
  Expo: ['Constants.expoConfig.extra a public', 'use(Constants.expoConfig?.extra?.a)'],
  Angular: [
    '../environments/environment a public',
    "import { environment } from '../environments/environment'; use(environment.a)",
  ],
  'nothing where it is written': ['', "process.env.A = 'b'; delete process.env.B"],
  'nothing of an object of the same name': ['', 'const env = { A: 1 }; use(env.A, other.env.A)'],
  'nothing where the name is unknown': ['', 'use(process.env[name])'],
  'nothing of a variable that changes': ['', 'let e = process.env; e = {}; use(e.A)'],
}

describe('a read of the environment is heard as', () => {
  it.each(Object.entries(reads))('%s', (_, [expected, code]) => {
    const heard: EnvRead[] = []
    visit(code, ({ sourceCode }) => eachEnvRead(sourceCode, (read) => heard.push(read)))
    expect(heard.map(written).join(', ')).toBe(expected)
  })
})

const values: Record<string, [expected: string, code: string]> = {
  'the variable itself': ['A', 'use(process.env.A)'],
  'a default beside it': ['A', "use(process.env.A ?? 'none')"],
  'one of two': ['A B', 'use(which ? process.env.A : process.env.B)'],
  'a template': ['A', 'use(`Bearer ${process.env.A}`)'],
  'a sum': ['A', "use('Bearer ' + process.env.A)"],
  'a constant': ['A', 'const a = process.env.A; use(a)'],
  'a constant of a constant': ['A', 'const a = process.env.A; const b = a; use(b)'],
  'a destructured constant': ['A', 'const { A: a } = process.env; use(a)'],
  'an import': ['A', "import { A } from '$env/static/private'; use(A)"],
  'text made of it': ['A', 'use(JSON.stringify(process.env.A.trim()))'],
  'not what is made with it': ['', 'use(sign(process.env.A))'],
  'not whether it is there': ['', 'use(!!process.env.A, process.env.A === undefined)'],
  'not a variable that changes': ['', "let a = process.env.A; a = 'b'; use(a)"],
}

describe('what stands behind an expression', () => {
  it.each(Object.entries(values))('%s', (_, [expected, code]) => {
    const found: string[] = []
    visit(code, ({ sourceCode }) => ({
      CallExpression(node: Node) {
        if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return
        if (node.callee.name !== 'use') return
        for (const argument of node.arguments) {
          found.push(...envReadsBehind(argument, sourceCode).map(({ name }) => name))
        }
      },
    }))
    expect(found.join(' ')).toBe(expected)
  })
})

function written({ spelling, name, reach }: EnvRead): string {
  return `${spelling} ${name} ${reach}`
}

function visit(code: string, create: (context: Context) => object): void {
  const rule = { create: (context: unknown) => create(context as Context) }
  // Listeners for every syntax are no type of ESLint's.
  const rules = { rule: rule as unknown as Rule.RuleModule }
  const messages = new Linter().verify(
    code,
    [
      ...languageOf('file.ts'),
      { files: ['**/*.*'], plugins: { our: { rules } }, rules: { 'our/rule': 'error' } },
    ],
    { filename: 'file.ts' },
  )
  expect(messages).toEqual([])
}
