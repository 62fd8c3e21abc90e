import type { AuditCheck, AuditRow } from '../audit.ts'
import { atDesk } from './desk.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { date, print, table } from './print.ts'
import { noWords, type Request } from './words.ts'

export function audit(request: Request): Promise<ExitCode> {
  noWords(request)
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('GET', '/v1/audit?limit=50')
    const rows = (answer['rows'] as AuditRow[]).toReversed()
    const lines = rows.map(({ number, at, actor, action, subject }) => [
      `${number}`,
      date(at),
      actor,
      action,
      subject,
    ])
    print(request, { rows }, table(['NUMBER', 'WHEN', 'WHO', 'WHAT', 'OF'], lines))
    return exitCode.done
  })
}

export function verify(request: Request): Promise<ExitCode> {
  noWords(request)
  return atDesk(request, async (desk) => {
    const check = (await desk.ask('GET', '/v1/audit/verification')) as unknown as AuditCheck
    if (check.state === 'whole') {
      print(request, check, [`The audit is whole: ${check.rows} rows, the last is ${check.head}.`])
      return exitCode.done
    }
    print(request, check, [`The audit is broken at row ${check.number}. ${check.reason}`])
    return exitCode.notDone
  })
}
