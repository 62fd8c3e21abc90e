import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { copyOut, madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, repositoryWith, run } from './command.ts'

/** Put together, so that no scan of this file takes it for a comment of its own. */
const ignore = ['keyward', 'ignore'].join('-')

const slack = madeUpSecret('slack-bot-token')
const preview = `${slack.slice(0, 4)}…${slack.slice(-4)}`
const line = `const token = '${slack}'\n`

/** Names that mean something to a URI, to a workflow command or to Markdown, or that end a line. */
const hostileName = 'a b#c%41,e:f|<g>`&*![x](y)\n::error::z\u{1f511}.ts'

interface Sarif {
  readonly runs: readonly [SarifRun]
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } }
  readonly invocations: readonly [{ readonly executionSuccessful: boolean }]
  readonly results: readonly SarifResult[]
}

interface SarifRule {
  readonly id: string
}

interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly message: { readonly text: string }
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }
        readonly region: Readonly<Record<string, number>>
      }
    },
  ]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: unknown
}

const schemaFile = import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const schema = JSON.parse(readFileSync(fileURLToPath(schemaFile), 'utf8')) as object
// One of its patterns has a bracket too many, which only stands without the flag `u`.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const isSarif = ajv.compile(schema)

function sarifOf(cwd: string, ...words: readonly string[]): SarifRun {
  const document = JSON.parse(run([...words, '--format', 'sarif'], cwd).stdout) as Sarif
  isSarif(document)
  expect(isSarif.errors).toBe(null)
  return document.runs[0]
}

function filesOf({ results }: SarifRun): string[] {
  return results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri)
}

describe('a report in the form of SARIF', () => {
  it('tells what was found, why it matters, what to do, and how much was read', () => {
    const folder = repositoryWith({
      'src/mail.ts': line,
      'keyward.toml': 'salt = "pepper"\n',
    })
    const { code, stdout, stderr } = run(['--format', 'sarif'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('1 secret in 1 file. Scanned 2 files, ')
    expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
      {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "runs": [
          {
            "columnKind": "utf16CodeUnits",
            "invocations": [
              {
                "executionSuccessful": true,
                "exitCode": 1,
                "toolExecutionNotifications": [],
              },
            ],
            "originalUriBaseIds": {
              "%SRCROOT%": {
                "description": {
                  "text": "Top of the repository.",
                },
              },
            },
            "properties": {
              "bytes": 89,
              "files": 2,
            },
            "results": [
              {
                "level": "error",
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "src/mail.ts",
                        "uriBaseId": "%SRCROOT%",
                      },
                      "region": {
                        "endColumn": 72,
                        "endLine": 1,
                        "startColumn": 16,
                        "startLine": 1,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "Slack bot token (xoxb…B87d). Open the app under api.slack.com/apps, choose OAuth & Permissions, and revoke the token.",
                },
                "partialFingerprints": {
                  "keyward/v1": "kw1:93522c81f7548d55d3cfad42d77a033e",
                  "primaryLocationLineHash": "93522c81f7548d55:1",
                },
                "properties": {
                  "confidence": "certain",
                },
                "ruleId": "slack-bot-token",
                "ruleIndex": 0,
              },
            ],
            "tool": {
              "driver": {
                "name": "Keyward",
                "rules": [
                  {
                    "defaultConfiguration": {
                      "level": "error",
                    },
                    "fullDescription": {
                      "text": "Whoever holds it can read and post wherever the bot was invited.",
                    },
                    "help": {
                      "markdown": "**What it opens:** Whoever holds it can read and post wherever the bot was invited.

      **What to do:** Open the app under api.slack.com/apps, choose OAuth & Permissions, and revoke the token.",
                      "text": "Whoever holds it can read and post wherever the bot was invited.
      Open the app under api.slack.com/apps, choose OAuth & Permissions, and revoke the token.",
                    },
                    "id": "slack-bot-token",
                    "name": "SlackBotToken",
                    "properties": {
                      "precision": "very-high",
                      "security-severity": "9.0",
                      "tags": [
                        "security",
                        "secret",
                      ],
                    },
                    "shortDescription": {
                      "text": "Slack bot token.",
                    },
                  },
                ],
                "semanticVersion": "0.1.0",
                "version": "0.1.0",
              },
            },
          },
        ],
        "version": "2.1.0",
      }
    `)
  })

  it('is the same every time', () => {
    const shop = repositoryWith()
    copyOut('leaking-shop', shop)
    const once = run(['--format', 'sarif'], shop).stdout
    expect(run(['--format', 'sarif'], shop).stdout).toBe(once)
  })

  it('tells every detector that occurs once, as sure as its surest finding', () => {
    const shop = repositoryWith()
    copyOut('leaking-shop', shop)
    const { tool, results } = sarifOf(shop, '--confidence', 'possible')
    const ids = tool.driver.rules.map(({ id }) => id)
    expect(ids).toEqual([...new Set(results.map(({ ruleId }) => ruleId))].sort())
    expect(results.map(({ ruleIndex }) => ids[ruleIndex])).toEqual(
      results.map(({ ruleId }) => ruleId),
    )
    for (const { message } of results) expect(message.text).toMatch(/\.$/)
  })

  it('counts columns in UTF-16 units, the end exclusive', () => {
    const { results } = sarifOf(repositoryWith({ 'a.ts': `/* 🔑é */ ${line}` }))
    const column = `/* 🔑é */ const token = '`.length + 1
    expect(results[0]?.locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: column,
      endLine: 1,
      endColumn: column + slack.length,
    })
  })

  it('names files by URIs from the top of the repository, whatever their names', () => {
    const folder = repositoryWith({ [`shop/${hostileName}`]: line, 'beside.ts': line })
    const uri =
      'shop/a%20b%23c%2541%2Ce%3Af%7C%3Cg%3E%60%26*!%5Bx%5D(y)%0A%3A%3Aerror%3A%3Az%F0%9F%94%91.ts'
    expect(filesOf(sarifOf(folder))).toEqual(['beside.ts', uri])
    expect(filesOf(sarifOf(join(folder, 'shop'), '.', '../beside.ts'))).toEqual(['beside.ts', uri])
  })

  it('names files outside of the repository by where they are', () => {
    const other = folderWith({ 'a b.ts': line })
    const folder = repositoryWith()
    const file = join(other, 'a b.ts')
    const { artifactLocation } =
      sarifOf(folder, file).results[0]?.locations[0].physicalLocation ?? {}
    expect(artifactLocation).toEqual({ uri: `file://${file.replace(' ', '%20')}` })
  })

  it('keeps its fingerprints when lines move, and tells two in one file apart', () => {
    const folder = repositoryWith({ 'a.ts': line })
    const before = sarifOf(folder).results.map(({ partialFingerprints }) => partialFingerprints)
    writeFileSync(join(folder, 'a.ts'), `\n\nif (x) ${line}${line}`)
    const after = sarifOf(folder).results.map(({ partialFingerprints }) => partialFingerprints)
    expect(after[0]).toEqual(before[0])
    expect(after[1]?.['keyward/v1']).toBe(before[0]?.['keyward/v1'])
    expect(after[0]?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:1$/)
    expect(after[1]?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:2$/)
  })

  it('says of what may stay who allows it, and why', () => {
    const folder = repositoryWith({
      'a.ts': `const token = '${slack}' // ${ignore} slack-bot-token -- Revoked in May.\n`,
      'b.ts': line,
      'keyward.toml': '[[allow]]\npath = "b.ts"\nreason = "A mock server."\n',
    })
    expect(sarifOf(folder).results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'inSource', status: 'accepted', justification: 'Revoked in May.' }],
      [{ kind: 'external', status: 'accepted', justification: 'A mock server.' }],
    ])
  })

  it('of a clean tree is a successful run without results', () => {
    const { results, invocations } = sarifOf(repositoryWith({ 'a.txt': 'nothing here\n' }))
    expect(results).toEqual([])
    expect(invocations[0]).toEqual({
      executionSuccessful: true,
      exitCode: 0,
      toolExecutionNotifications: [],
    })
  })

  it('of what could not be read, or of nothing, is no successful run', () => {
    expect(sarifOf(repositoryWith()).invocations[0].executionSuccessful).toBe(false)
    const folder = repositoryWith({ 'a.ts': 'x\n' })
    execFileSync('mkfifo', [join(folder, 'pipe {0}')])
    expect(sarifOf(folder, '.', 'pipe {0}').invocations[0]).toEqual({
      executionSuccessful: false,
      exitCode: 2,
      toolExecutionNotifications: [
        {
          level: 'error',
          message: { text: 'It is no regular file, and may never end.' },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'pipe%20%7B0%7D', uriBaseId: '%SRCROOT%' },
              },
            },
          ],
        },
      ],
    })
  })
})

describe('a report in the form of GitHub', () => {
  it('is one annotation for each secret, the summary on standard error as ever', () => {
    const folder = repositoryWith({ 'src/mail.ts': `\n${line}` })
    const { code, stdout, stderr } = run(['--format', 'github'], folder)
    const end = 16 + slack.length
    expect(stdout).toBe(
      `::error file=src/mail.ts,line=2,endLine=2,col=16,endColumn=${end},title=Slack bot token::` +
        `${preview} (certain). Whoever holds it can read and post wherever the bot was invited. ` +
        'Open the app under api.slack.com/apps, choose OAuth & Permissions, and revoke the token.\n',
    )
    expect(stderr).toMatch(/^\n1 secret in 1 file\. Scanned 1 file, \d+ bytes\.\nNext: /)
    expect(code).toBe(1)
  })

  it('lets no file name write a command of its own', () => {
    const { stdout } = run(['-f', 'github'], repositoryWith({ [hostileName]: line }))
    expect(stdout.split('\n')).toHaveLength(2)
    expect(stdout).toContain(
      'file=a b#c%2541%2Ce%3Af|<g>`&*![x](y)%0A%3A%3Aerror%3A%3Az\u{1f511}.ts,line=1,',
    )
  })

  it('gives no columns to what goes over several lines', () => {
    const folder = repositoryWith({ 'id.pem': madeUpSecret('private-key-pem') })
    const { stdout } = run(['-f', 'github'], folder)
    expect(stdout).toMatch(/^::error file=id\.pem,line=1,endLine=\d+,title=/)
  })

  it('names files from the top of the repository', () => {
    const folder = repositoryWith({ 'shop/a.ts': line })
    expect(run(['-f', 'github'], join(folder, 'shop')).stdout).toContain('file=shop/a.ts,')
  })

  it('tells what was not scanned, and nothing of what may stay', () => {
    const folder = repositoryWith({
      'a.ts': `const token = '${slack}' // ${ignore} slack-bot-token -- Revoked in May.\n`,
    })
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const { code, stdout } = run(['-f', 'github', '.', 'pipe'], folder)
    expect(stdout).toBe(
      '::error file=pipe,title=Not scanned::It is no regular file, and may never end.\n',
    )
    expect(code).toBe(2)
  })

  it('adds a summary to the page of the run', () => {
    const folder = repositoryWith({ 'src/mail.ts': line })
    const page = join(folderWith({ 'summary.md': 'Before.\n' }), 'summary.md')
    execFileSync('mkfifo', [join(folder, 'pipe')])
    run(['-f', 'github', '.', 'pipe'], folder, { GITHUB_STEP_SUMMARY: page })
    expect(readFileSync(page, 'utf8')).toMatchInlineSnapshot(`
      "Before.
      ### Keyward: 1 secret in 1 file

      | where | what | preview | sure | what to do |
      | :- | :- | :- | :- | :- |
      | src/mail.ts:1:16 | Slack bot token, slack-bot-token | xoxb…B87d | certain | Open the app under api.slack.com/apps, choose OAuth &#38; Permissions, and revoke the token. |

      | not scanned | why |
      | :- | :- |
      | pipe | It is no regular file, and may never end. |

      Scanned 1 file, 73 bytes.

      "
    `)
  })

  it('says on the page of the run how much was read when nothing was found', () => {
    const page = join(folderWith(), 'summary.md')
    const folder = repositoryWith({ 'a.txt': 'nothing here\n' })
    run(['-f', 'github'], folder, { GITHUB_STEP_SUMMARY: page })
    expect(readFileSync(page, 'utf8')).toBe(
      '### Keyward: no secrets found\n\nScanned 1 file, 13 bytes.\n\n',
    )
  })

  it('lets no file name draw on the page of the run', () => {
    const page = join(folderWith(), 'summary.md')
    run(['-f', 'github'], repositoryWith({ [hostileName]: line }), { GITHUB_STEP_SUMMARY: page })
    const text = readFileSync(page, 'utf8')
    expect(text).toContain(
      '| a b&#35;c&#37;41,e:f&#124;&#60;g&#62;&#96;&#38;&#42;&#33;&#91;x&#93;(y)\ufffd::error::z&#128273;.ts:1:16 |',
    )
    expect(text.split('\n')).toHaveLength(9)
  })

  it('keeps the page of the run below what GitHub takes', () => {
    const page = join(folderWith(), 'summary.md')
    const folder = repositoryWith()
    const deep = join(folder, 'd'.repeat(100))
    mkdirSync(deep)
    for (let count = 1; count <= 60; count++) {
      appendFileSync(join(deep, `${count}.ts`), line.repeat(10))
    }
    run(['-f', 'github'], folder, { GITHUB_STEP_SUMMARY: page })
    const text = readFileSync(page, 'utf8')
    expect(text).toContain('And 100 more rows, which the log tells.')
    expect(text.length).toBeLessThan(2 ** 20)
  })

  it('is told all the same when the page of the run cannot be written', () => {
    const folder = repositoryWith({ 'src/mail.ts': line })
    const { code, stdout, stderr } = run(['-f', 'github'], folder, {
      GITHUB_STEP_SUMMARY: join(folder, 'no-folder', 'summary.md'),
    })
    expect(stdout).toContain('::error file=src/mail.ts')
    expect(stderr).toContain('keyward: The job summary could not be written (ENOENT).\n')
    expect(code).toBe(1)
  })
})
