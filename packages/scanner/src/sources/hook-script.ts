import type { HookName } from './hook-name.ts'

/** What runs Keyward, as this run of it knows them. */
export interface Program {
  readonly node: string
  readonly file: string
}

const mark = '# Installed by Keyward'

/** What a hook that was there before is called from then on, in the same folder. */
export function keptName(hook: HookName): string {
  return `${hook}.before-keyward`
}

export function isOurs(text: string): boolean {
  return text.startsWith(`#!/bin/sh\n${mark}`)
}

/** The hook itself. Programs with windows start git with hardly a PATH, so it knows where to look. */
export function hookScript(hook: HookName, { node, file }: Program): string {
  return `#!/bin/sh
${mark}, which looks for secrets. keyward hook uninstall takes it away.
node=${quoted(node)}
program=${quoted(file)}
before=\${0%/*}/${keptName(hook)}

${readsStdin(hook) ? callsWithInput(hook) : callsPlainly(hook)}`
}

function callsPlainly(hook: HookName): string {
  return `if [ -x "$before" ]; then
  "$before" "$@" || exit
fi

${findsProgram(hook)}
exec "$@"
`
}

/** Both hooks are told all that git says, whether they read it or not. */
function callsWithInput(hook: HookName): string {
  return `said=$(cat; echo .)
said=\${said%.}
if [ -x "$before" ]; then
  printf %s "$said" 2> /dev/null | "$before" "$@" || exit
fi

${findsProgram(hook)}
printf %s "$said" 2> /dev/null | "$@"
`
}

/** Nothing is fetched from a registry while somebody commits. */
function findsProgram(hook: HookName): string {
  return `command -v "$node" > /dev/null 2>&1 || node=node
if [ -f "$program" ] && command -v "$node" > /dev/null 2>&1; then
  set -- "$node" "$program" hook ${hook} "$@"
elif command -v keyward > /dev/null 2>&1; then
  set -- keyward hook ${hook} "$@"
elif npx --no --offline -- keyward --version > /dev/null 2>&1; then
  set -- npx --no --offline -- keyward hook ${hook} "$@"
else
  echo 'keyward: This hook finds Keyward no more, so nothing was scanned.' \\
    'Run keyward hook install again, or git with --no-verify.' >&2
  exit 2
fi`
}

function readsStdin(hook: HookName): boolean {
  return hook === 'pre-push' || hook === 'pre-receive'
}

/** The sh that comes with git for Windows takes both slashes; one of them needs no care. */
function quoted(path: string): string {
  const slashed = /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path
  return `'${slashed.replaceAll("'", "'\\''")}'`
}
