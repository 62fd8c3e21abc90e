import type { ProductAccess } from '../service.ts'
import { atDesk } from './desk.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { print, table } from './print.ts'
import { needed, noWords, onlyWord, type Request } from './words.ts'

export function products(request: Request): Promise<ExitCode> {
  noWords(request)
  const path = pathIn(request)
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('GET', path)
    print(request, answer, linesOf(answer as unknown as ProductAccess))
    return exitCode.done
  })
}

export function openProduct(request: Request): Promise<ExitCode> {
  return setProduct(request, true)
}

export function closeProduct(request: Request): Promise<ExitCode> {
  return setProduct(request, false)
}

/** To a member or a group; where none is named it is activated for all of the organisation. */
function setProduct(request: Request, enabled: boolean): Promise<ExitCode> {
  const product = onlyWord(request)
  const path = pathIn(request)
  const { member, group, role } = request.values
  return atDesk(request, async (desk) => {
    const answer = await desk.ask('POST', path, { product, member, group, role, enabled })
    print(request, answer, linesOf(answer as unknown as ProductAccess))
    return exitCode.done
  })
}

function linesOf({ active, grants }: ProductAccess): string[] {
  const activated = active.map((product) => [product, 'active', '–'])
  const granted = grants.map(({ product, member, group, role }) => [
    product,
    member ?? `group ${group}`,
    role,
  ])
  return table(['PRODUCT', 'FOR', 'ROLE'], [...activated, ...granted])
}

function pathIn(request: Request): string {
  return `/v1/organisations/${encodeURIComponent(needed(request, 'organisation'))}/products`
}
