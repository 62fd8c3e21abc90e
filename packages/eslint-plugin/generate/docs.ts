import { readFileSync } from 'node:fs'
import type { Declaration, Example, Option } from '../src/rule.ts'
import { rules } from '../src/rules/index.ts'

interface Generated {
  readonly path: string
  readonly text: string
}

const folder = 'packages/eslint-plugin'
const all: Declaration<Record<string, unknown>>[] = Object.values(rules).map(
  ({ declaration }) => declaration,
)

/** A page for each rule, and the table of all of them in the package's README. */
export function generateDocs(root: string): Generated[] {
  return [
    ...all.map((rule) => ({ path: `${folder}/docs/rules/${rule.name}.md`, text: page(rule) })),
    {
      path: `${folder}/README.md`,
      text: withTable(readFileSync(`${root}${folder}/README.md`, 'utf8')),
    },
  ]
}

function withTable(readme: string): string {
  const table = `<!-- rules: written by \`npm run generate\` -->\n<!-- prettier-ignore-start -->\n\n${rows()}\n<!-- prettier-ignore-end -->\n<!-- end of rules -->`
  const replaced = readme.replace(/<!-- rules: [^]*<!-- end of rules -->/, () => table)
  if (!replaced.includes(table)) throw new Error('The README has lost the place of its table.')
  return replaced
}

function rows(): string {
  const head = '| rule | keeps out | configs | suggests |\n| :- | :- | :- | :- |\n'
  return (
    head +
    all
      .map(({ name, description, configs, hasSuggestions }) => {
        const cells = [
          `[\`${name}\`](docs/rules/${name}.md)`,
          description,
          configs.map((config) => `\`${config}\``).join(', '),
          hasSuggestions ? 'yes' : '',
        ]
        return `| ${cells.join(' | ')} |\n`
      })
      .join('')
  )
}

function page(rule: Declaration<Record<string, unknown>>): string {
  const { name, description, about, configs, languages, hasSuggestions, options, examples } = rule
  const verb = name.startsWith('require-') ? 'Requires' : 'Disallows'
  const notes = [
    `In the configs ${configs.map((config) => `\`${config}\``).join(', ')}.`,
    ...(languages ? ['Reads every language ESLint can read.'] : []),
    ...(hasSuggestions ? ['Suggests what to write instead; it never fixes by itself.'] : []),
  ]
  return `<!-- Written by \`npm run generate\` from ../../src/rules/${name}.ts -->

# keyward/${name}

${verb} ${description}.

${notes.join(' ')}

${about}

## Options

${options ? table(options) : 'This rule has no options.'}
## Examples

\`{{…}}\` stands for a secret of that kind, or for so many made-up characters.

### Reported

${codes(examples.leaks)}
### Silent

${codes(examples.clean)}`
}

function table(options: Readonly<Record<string, Option<unknown>>>): string {
  const lines = Object.entries(options).map(([name, { about, schema, fallback }]) => {
    const cells = [`\`${name}\``, about, kindOf(schema), `\`${JSON.stringify(fallback)}\``]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  })
  return `| option | says | is | unless said |\n| :- | :- | :- | :- |\n${lines.join('')}`
}

function kindOf(schema: Readonly<Record<string, unknown>>): string {
  const { type, enum: words, items } = schema
  if (Array.isArray(words)) return words.map((word) => `\`${String(word)}\``).join(', ')
  if (type !== 'array') return type === 'boolean' ? 'true or false' : String(type)
  const isText = (items as { type?: unknown } | undefined)?.type === 'string'
  return isText ? 'list of texts' : 'list'
}

function codes(examples: Readonly<Record<string, Example | string>>): string {
  return Object.entries(examples)
    .map(([title, example]) => {
      const {
        code,
        filename = 'file.js',
        options,
        settings,
      } = typeof example === 'string' ? { code: example } : example
      const extension = filename.slice(filename.lastIndexOf('.') + 1)
      const given = [
        ...(filename === 'file.js' ? [] : [`\`${filename}\``]),
        ...(options ? [`options \`${JSON.stringify(options)}\``] : []),
        ...(settings ? [`settings \`${JSON.stringify(settings)}\``] : []),
      ]
      const heading = given.length > 0 ? `${title} (${given.join(', ')})` : title
      return `${heading}:\n\n~~~${extension}\n${code.trimEnd()}\n~~~\n`
    })
    .join('\n')
}
