import { readFileSync } from 'node:fs'
import { sendLeaks, sentenceOf } from '@keyward/revoke/sender'
import type { ESLint } from 'eslint'
import picocolors from 'picocolors'
import { leaksIn } from './leaks.ts'
import { settingsAround } from './settings.ts'
import { printResults } from './stylish.ts'

/**
 * `eslint -f keyward`: prints as stylish does, and reports the keys that leaked where keyward.toml
 * names a service to report to.
 */
export default async function format(
  results: readonly ESLint.LintResult[],
  context?: ESLint.LintResultData,
): Promise<string> {
  const colors = picocolors.createColors(picocolors.isColorSupported)
  const said = await report(results, context?.cwd ?? process.cwd())
  return `${printResults(results, colors)}${said}`
}

async function report(results: readonly ESLint.LintResult[], cwd: string): Promise<string> {
  const around = settingsAround(cwd)
  if ('fault' in around) return `${around.fault} Nothing was reported.\n`
  const { settings, root, spool } = around
  const environment = process.env
  if (!environment['KEYWARD_SERVICE'] && settings.revoke.service === undefined) return ''
  const leaks = leaksIn(results, { root, settings, today: new Date().toISOString().slice(0, 10) })
  if (leaks.length === 0) return ''
  const sent = await sendLeaks(leaks, {
    settings: settings.revoke,
    sight: { of: 'files', environment, readFile: (path) => readFileSync(path, 'utf8') },
    now: Date.now,
    fetch,
    ...(spool === undefined ? {} : { spool }),
  })
  return `${sentenceOf(sent, leaks.length)}\n`
}
