import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import { filledIn, languageOf } from './example.ts'
import plugin from './index.ts'

/** As plugins for Astro do it: the page as it is, then each script of it by itself. */
const processor: Linter.Processor = {
  preprocess(text) {
    const script = /<script>([^]*)<\/script>/.exec(text)?.[1] ?? ''
    return [text, { text: script, filename: '0.js' }]
  },
  postprocess: (messages) => messages.flat(),
}

function rulesBroken(text: string): (string | null)[] {
  const config: Linter.Config[] = [
    { files: ['**/*.astro'], processor },
    ...languageOf('index.astro').map((one) => ({ ...one, files: ['**/*.astro'] })),
    ...languageOf('0.js').map((one) => ({ ...one, files: ['**/*.js'] })),
    ...plugin.configs.recommended.map((one) => ({ ...one, files: ['**/*.astro', '**/*.js'] })),
  ]
  const filename = 'src/pages/index.astro'
  const said = new Linter().verify(filledIn(text).text, config, { filename })
  return said.map(({ ruleId }) => ruleId)
}

it('reports a secret in a script once, of the page or of its script', () => {
  const secret = "const key = '{{stripe-secret-key}}'"
  expect(rulesBroken(`<script>\n${secret}\n</script>`)).toEqual(['keyward/no-hardcoded-secret'])
  const header = "fetch('/x', { headers: { 'X-API-Key': '{{hex 32}}' } })"
  expect(rulesBroken(`<script>\n${header}\n</script>`)).toHaveLength(1)
})

it('reports what only a script can tell, beside what its page tells', () => {
  const page = "---\nconst key = '{{stripe-secret-key}}'\n---\n"
  const script =
    "<script>fetch('/x', { headers: { Authorization: 'Basic {{base64 32}}' } })</script>"
  expect(rulesBroken(`${page}${script}`)).toContain('keyward/no-hardcoded-secret')
  const read = '<script>ask(import.meta.env.STRIPE_SECRET_KEY)</script>'
  expect(rulesBroken(`${page}${read}`)).toEqual([
    'keyward/no-hardcoded-secret',
    'keyward/no-server-secret-in-client',
  ])
})

it('reports a secret again when the next page holds it, too', () => {
  const page = "<script>const key = '{{stripe-secret-key}}'</script>"
  expect(rulesBroken(page)).toHaveLength(1)
  expect(rulesBroken(page)).toHaveLength(1)
})
