import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import github from '../src/detectors/github.ts'
import slack from '../src/detectors/slack.ts'
import { isSyntaxFault, parseDocument } from '../src/settings/document.ts'
import type { Content } from '../src/settings/document.ts'
import { parseSettings } from '../src/settings/parse.ts'
import { settingsShape } from '../src/settings/schema.ts'
import type { TableShape } from '../src/settings/shape.ts'
import { generateSchema, settingsReference } from './schema.ts'

const ajv = new Ajv2020({ strict: true, strictRequired: false })
ajv.addFormat('date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)
ajv.addFormat('regex', { validate: isRegularExpression })
const schema = JSON.parse(generateSchema().text) as object
const isValid = ajv.compile(schema)

const known = { detectors: [...slack.detectors, ...github.detectors].map(({ id }) => id) }
const needed = new Map([
  ['key', 'id = "acme"\nprefix = "acme_"\n'],
  ['allow', 'path = "test/"\nreason = "Made up."\n'],
])

describe('the JSON Schema', () => {
  it('accepts nothing where the parser finds a fault, as far as a schema can tell', () => {
    const table = [
      'confidnce = "likely"',
      'confidence = "sure"',
      'salt = 1',
      'salt = ""',
      'paths = "src"',
      'paths = []',
      'paths.exclude = "src"',
      'paths.exclude = [1]',
      String.raw`paths.exclude = ["a\\b"]`,
      'paths.exclude = ["!a"]',
      'detectors = { off = [], only = [] }',
      'detectors.off = ["Slack"]',
      'key = {}',
      '[[key]]\nprefix = "acme_"',
      '[[key]]\nid = "Acme"\nprefix = "acme_"',
      '[[key]]\nid = "acme"\nprefix = "acme_"\nlength = 7',
      '[[key]]\nid = "acme"\nprefix = "acme_"\nlength = [8]',
      '[[key]]\nid = "acme"\nprefix = "acme_"\nlength = "8"',
      '[[key]]\nid = "acme"\nprefix = "acme_"\nchecksum = "md5"',
      '[[key]]\nid = "acme"\nprefix = "acme_"\nenvironments = ["a b"]',
      '[[key]]\nid = "acme"\nheaders = ["X"]',
      '[[allow]]\nreason = "a"',
      '[[allow]]\npath = "a"',
      '[[allow]]\npath = "a"\nreason = " "',
      '[[allow]]\npath = "a"\nreason = "a"\nuntil = "soon"',
      '[[allow]]\npath = "a"\nreason = "a"\nuntil = 2027-01-31T00:00:00Z',
      '[[allow]]\npattern = "("\nreason = "a"',
      '[[allow]]\nfingerprint = "kw2:0"\nreason = "a"',
      `[[allow]]\nfingerprint = "kw1:${'0'.repeat(32)}"\npattern = "a"\nreason = "a"`,
    ]
    expect(table.filter((text) => parsesWell(text))).toEqual([])
    expect(table.filter((text) => isValid(plainOf(text)))).toEqual([])
  })

  it('accepts what the parser accepts', () => {
    const table = [
      '',
      'paths = {}',
      'detectors.only = []',
      '[[key]]\nid = "acme"\nprefix = "acme_"\nlength = [24, 32]',
      '[[allow]]\npath = "a"\nreason = "a"\nuntil = 2027-01-31',
      '[[allow]]\npath = "a"\nreason = "a"\nuntil = "2027-01-31"',
    ]
    expect(table.filter((text) => !parsesWell(text))).toEqual([])
    expect(table.filter((text) => !isValid(plainOf(text)))).toEqual([])
  })

  it('shows examples that the parser accepts', () => {
    const texts = examplesOf(settingsShape, '')
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.filter((text) => !parsesWell(text))).toEqual([])
    expect(texts.filter((text) => !isValid(plainOf(text)))).toEqual([])
  })
})

describe('the reference of keyward.toml', () => {
  it('has a row for every setting', () => {
    const rows = settingsReference().trimEnd().split('\n')
    expect(rows[2]).toBe(
      '| `salt` | text | Goes into every fingerprint, so that nobody can look one up. Without it, one is derived from the first commit. | `"any text that only this repository has"` |',
    )
    expect(rows.length).toBe(2 + 33)
  })
})

/** One document for each example, with what its table cannot do without. */
function examplesOf({ settings }: TableShape, heading: string, inside = ''): string[] {
  return Object.entries(settings).flatMap(([name, setting]) => {
    if (setting.shape === 'table') {
      return examplesOf(setting.table, `[${inside}${name}]\n`, `${inside}${name}.`)
    }
    if (setting.shape === 'tables') {
      return examplesOf(setting.table, `[[${name}]]\n${needed.get(name) ?? ''}`)
    }
    const others = heading.split('\n').filter((line) => !line.startsWith(`${name} =`))
    return [[...others, `${name} = ${JSON.stringify(setting.example)}`].join('\n')]
  })
}

function parsesWell(text: string): boolean {
  return 'settings' in parseSettings(text, known)
}

/** What an editor sees of a document. */
function plainOf(text: string): unknown {
  const table = parseDocument(text)
  if (isSyntaxFault(table)) throw new Error(`${table.what} ${text}`)
  return plain({ type: 'table', table })
}

function plain(content: Content): unknown {
  switch (content.type) {
    case 'text':
    case 'date':
      return content.text
    case 'number':
      return content.number
    case 'true or false':
      return true
    case 'time':
      return '2027-01-31T00:00:00Z'
    case 'list':
      return content.items.map((item) => plain(item.content))
    case 'table':
      return Object.fromEntries(
        [...content.table].map(([name, value]) => [name, plain(value.content)]),
      )
  }
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
