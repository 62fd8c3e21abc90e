import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import keyward from 'eslint-plugin-keyward'
import { describe, expect, it } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, repositoryWith, run } from './command.ts'

const secret = madeUpSecret('slack-bot-token')

describe('keyward eslint', () => {
  it('tells what ESLint found, as it tells everything else', async () => {
    const folder = repositoryWith({
      'a.js': `let a = 1\nexport const token = '${secret}'\n`,
      'b.js': 'export const b = 2\n',
    })
    await lint(folder)
    const { code, stdout, stderr } = run(['eslint', 'results.json', '--format', 'json'], folder)
    expect(code).toBe(1)
    expect(stdout.split('\n').map((line) => line && (JSON.parse(line) as object))).toMatchObject([
      { type: 'finding', detector: 'slack-bot-token', path: 'a.js', line: 2, column: 23 },
      { type: 'summary', files: 2, findings: 1 },
      '',
    ])
    expect(stdout + stderr).not.toContain(secret)
  })

  it('tells nothing where no rule of Keyward did', async () => {
    const folder = repositoryWith({ 'a.js': 'var a = 1\n' })
    await lint(folder)
    expect(run(['eslint', 'results.json'], folder)).toMatchObject({ code: 0, stdout: '' })
  })

  it('says when there is nothing to read', () => {
    const folder = folderWith({ 'no.json': '{"a":1}', 'torn.json': '[{' })
    expect(run(['eslint'], folder)).toMatchObject({ code: 2 })
    expect(run(['eslint', 'none.json'], folder).stderr).toContain(
      'Name the file that ESLint wrote.',
    )
    for (const file of ['no.json', 'torn.json']) {
      expect(run(['eslint', file], folder)).toEqual({
        code: 2,
        stdout: '',
        stderr: `keyward: ${file} holds no results of ESLint. Write them with --format json.\n`,
      })
    }
  })
})

async function lint(cwd: string): Promise<void> {
  const overrideConfig = [...keyward.configs.recommended, { rules: { 'no-var': 'error' as const } }]
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig })
  writeFileSync(join(cwd, 'results.json'), JSON.stringify(await eslint.lintFiles(['*.js'])))
}
