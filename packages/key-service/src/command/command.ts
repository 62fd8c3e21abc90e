import { audit, verify } from './audit.ts'
import { exportTo, importFrom } from './copies.ts'
import type { ExitCode } from './exit-code.ts'
import { list, mint, quarantine, release, revoke, rotate, show } from './keys.ts'
import { changeMember, invitations, invite, members, removeMember, withdraw } from './members.ts'
import { closeProduct, openProduct, products } from './products.ts'
import { serve } from './serve.ts'
import { add, deliveries, remove, replay, subscribers } from './subscribers.ts'
import type { Request } from './words.ts'

export interface Command {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly run: (request: Request) => Promise<ExitCode>
}

export const commands: readonly Command[] = [
  {
    name: 'serve',
    usage: 'keyward-keys serve',
    summary: 'Serve the HTTP API; the first start prints the root key.',
    run: serve,
  },
  {
    name: 'mint',
    usage: 'keyward-keys mint NAME --organisation NAME [--scopes A,B]',
    summary: 'Make a key; its token is printed once.',
    run: mint,
  },
  { name: 'list', usage: 'keyward-keys list', summary: 'List keys, the newest first.', run: list },
  { name: 'show', usage: 'keyward-keys show ID', summary: 'Tell all of one key.', run: show },
  {
    name: 'rotate',
    usage: 'keyward-keys rotate ID --overlap TIME',
    summary: 'Give a key a successor; both open until the overlap ends.',
    run: rotate,
  },
  {
    name: 'revoke',
    usage: 'keyward-keys revoke ID --reason TEXT [--replace]',
    summary: 'End a key at once and for ever.',
    run: revoke,
  },
  {
    name: 'quarantine',
    usage: 'keyward-keys quarantine ID --reason TEXT',
    summary: 'Close a key until somebody has looked.',
    run: quarantine,
  },
  {
    name: 'release',
    usage: 'keyward-keys release ID --reason TEXT',
    summary: 'Open a key again that was quarantined.',
    run: release,
  },
  {
    name: 'invite',
    usage: 'keyward-keys invite ADDRESS --organisation NAME [--role ROLE]',
    summary: 'Invite somebody; what to mail to them is printed once.',
    run: invite,
  },
  {
    name: 'invitations withdraw',
    usage: 'keyward-keys invitations withdraw ID --organisation NAME',
    summary: 'Let nobody in by it.',
    run: withdraw,
  },
  {
    name: 'invitations',
    usage: 'keyward-keys invitations --organisation NAME',
    summary: 'List who was invited and has not come yet.',
    run: invitations,
  },
  {
    name: 'members change',
    usage: 'keyward-keys members change ACCOUNT --organisation NAME --role ROLE',
    summary: 'Give a member another role; what it does not allow, their keys lose.',
    run: changeMember,
  },
  {
    name: 'members remove',
    usage: 'keyward-keys members remove ACCOUNT --organisation NAME',
    summary: 'End a membership and the keys that were made under it.',
    run: removeMember,
  },
  {
    name: 'members',
    usage: 'keyward-keys members --organisation NAME',
    summary: 'List who belongs to an organisation, and as what.',
    run: members,
  },
  {
    name: 'products open',
    usage: 'keyward-keys products open PRODUCT --organisation NAME',
    summary: 'Activate a product, or grant it to a --member or a --group.',
    run: openProduct,
  },
  {
    name: 'products close',
    usage: 'keyward-keys products close PRODUCT --organisation NAME',
    summary: 'Take that back.',
    run: closeProduct,
  },
  {
    name: 'products',
    usage: 'keyward-keys products --organisation NAME',
    summary: 'List which products are active, and granted to whom.',
    run: products,
  },
  {
    name: 'audit verify',
    usage: 'keyward-keys audit verify',
    summary: 'Check that nothing in the audit was changed.',
    run: verify,
  },
  {
    name: 'audit',
    usage: 'keyward-keys audit',
    summary: 'Tell what was done last, and by whom.',
    run: audit,
  },
  {
    name: 'subscribers add',
    usage: 'keyward-keys subscribers add URL [--events A,B]',
    summary: 'Have events sent to an address.',
    run: add,
  },
  {
    name: 'subscribers remove',
    usage: 'keyward-keys subscribers remove ID',
    summary: 'Send no more to it.',
    run: remove,
  },
  {
    name: 'subscribers',
    usage: 'keyward-keys subscribers',
    summary: 'List who is told of events.',
    run: subscribers,
  },
  {
    name: 'deliveries',
    usage: 'keyward-keys deliveries [--state failed]',
    summary: 'List what was sent, what waits and what was given up.',
    run: deliveries,
  },
  {
    name: 'replay',
    usage: 'keyward-keys replay DELIVERY',
    summary: 'Send it once more, under the id it had.',
    run: replay,
  },
  {
    name: 'export',
    usage: 'keyward-keys export FILE',
    summary: 'Copy everything but the pepper to a file, while the service runs.',
    run: exportTo,
  },
  {
    name: 'import',
    usage: 'keyward-keys import FILE',
    summary: 'Put such a copy into an empty database of either kind.',
    run: importFrom,
  },
]

/** The command that these words begin with, and the words that are left for it. */
export function commandOf(words: readonly string[]): [Command, readonly string[]] | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((command) => command.name === name)
    if (command) return [command, words.slice(length)]
  }
  return undefined
}
