import { formats } from '../src/settings/format.ts'
import { settingsShape } from '../src/settings/schema.ts'
import type { Setting, TableShape } from '../src/settings/shape.ts'

type JsonSchema = Readonly<Record<string, unknown>>

/** The JSON Schema of keyward.toml, for editors. */
export function generateSchema(): { path: string; text: string } {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:keyward:settings',
    title: 'keyward.toml',
    description: 'What Keyward scans, what it knows besides, and what may stay.',
    ...tableSchema(settingsShape),
  }
  return { path: 'packages/core/keyward.schema.json', text: `${JSON.stringify(schema, null, 2)}\n` }
}

function tableSchema({ settings, needsOneOf, exclusive = [] }: TableShape): JsonSchema {
  const entries = Object.entries(settings)
  const required = entries.filter(([, setting]) => setting.required).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, setting]) => [
        name,
        {
          description: setting.about,
          ...settingSchema(setting),
          ...(setting.fallback === undefined ? {} : { default: setting.fallback }),
          examples: [setting.example],
        },
      ]),
    ),
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...(needsOneOf ? { anyOf: needsOneOf.map((name) => ({ required: [name] })) } : {}),
    ...(exclusive.length > 0 ? { not: { required: exclusive } } : {}),
  }
}

function settingSchema(setting: Setting): JsonSchema {
  switch (setting.shape) {
    case 'text':
      return { type: 'string', ...formats[setting.format].schema }
    case 'texts':
      return { type: 'array', items: { type: 'string', ...formats[setting.format].schema } }
    case 'choice':
      return { enum: setting.words }
    case 'length':
      return lengthSchema(setting.least, setting.most)
    case 'table':
      return tableSchema(setting.table)
    case 'tables':
      return { type: 'array', items: tableSchema(setting.table) }
  }
}

function lengthSchema(minimum: number, maximum: number): JsonSchema {
  const count = { type: 'integer', minimum, maximum }
  return { anyOf: [count, { type: 'array', items: count, minItems: 2, maxItems: 2 }] }
}

/** The rows of its reference, as Markdown. */
export function settingsReference(): string {
  const rows = rowsOf(settingsShape, '')
  return ['| setting | is | says | example |', '| :- | :- | :- | :- |', ...rows, ''].join('\n')
}

function rowsOf({ settings }: TableShape, prefix: string): readonly string[] {
  return Object.entries(settings).flatMap(([name, setting]) => {
    if (setting.shape === 'table') return rowsOf(setting.table, `${prefix}${name}.`)
    if (setting.shape === 'tables') return rowsOf(setting.table, `[[${name}]] `)
    const { about, example, required, fallback } = setting
    const isWorthSaying = typeof fallback === 'string'
    const note = required ? ' Required.' : isWorthSaying ? ` ${code(fallback)} unless said.` : ''
    const cells = [
      code(prefix + name),
      kindOf(setting),
      about + note,
      code(JSON.stringify(example)),
    ]
    return [`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`]
  })
}

function kindOf(setting: Setting): string {
  switch (setting.shape) {
    case 'text':
      return formats[setting.format].title
    case 'texts':
      return `list: ${formats[setting.format].title}`
    case 'choice':
      return setting.words.map(code).join(', ')
    case 'length':
      return `number from ${setting.least} to ${setting.most}, or two`
    case 'table':
    case 'tables':
      return 'table'
  }
}

function code(text: string): string {
  return `\`${text}\``
}
