import { readFileSync } from 'node:fs'
import { runGit } from './git/repository.ts'
import { UsageError } from './usage-error.ts'

type Environment = NodeJS.ProcessEnv

/** What a run of a CI service compares: the commit or branch before, as the service tells it. */
const services: readonly ((environment: Environment) => string | undefined)[] = [
  github,
  (env) => env['CI_MERGE_REQUEST_DIFF_BASE_SHA'] ?? realCommit(env['CI_COMMIT_BEFORE_SHA']),
  (env) => env['BITBUCKET_PR_DESTINATION_COMMIT'] ?? remote(env['BITBUCKET_PR_DESTINATION_BRANCH']),
  (env) => remote(env['SYSTEM_PULLREQUEST_TARGETBRANCH']?.replace(/^refs\/heads\//, '')),
  (env) => remote(env['CHANGE_TARGET']) ?? env['GIT_PREVIOUS_COMMIT'],
  (env) => realCommit(env['CIRCLE_BASE_REVISION']),
  (env) => remote(env['BUILDKITE_PULL_REQUEST_BASE_BRANCH']),
]

/** The range of commits that this run of a CI service brings. */
export async function rangeOfCi(environment: Environment, root: string): Promise<string> {
  for (const service of services) {
    const base = service(environment)
    if (base !== undefined) return `${base}..HEAD`
  }
  const isBranch = await hasDefaultBranch(root)
  if (isBranch) return 'origin/HEAD..HEAD'
  throw new UsageError(
    'No CI service tells what this run brings.',
    'Name the range: keyward history main.. for instance.',
  )
}

/** GitHub writes what happened to a file. */
function github({ GITHUB_EVENT_PATH: file }: Environment): string | undefined {
  if (!file) return undefined
  const event = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly before?: string
    readonly pull_request?: { readonly base?: { readonly sha?: string } }
    readonly merge_group?: { readonly base_sha?: string }
  }
  return event.pull_request?.base?.sha ?? event.merge_group?.base_sha ?? realCommit(event.before)
}

/** A branch that is new has zeros in place of the commit before. */
function realCommit(id: string | undefined): string | undefined {
  return id !== undefined && /[1-9a-f]/.test(id) ? id : undefined
}

function remote(branch: string | undefined): string | undefined {
  return branch ? `origin/${branch}` : undefined
}

async function hasDefaultBranch(root: string): Promise<boolean> {
  const names = await runGit(
    root,
    'for-each-ref',
    '--format=%(refname)',
    'refs/remotes/origin/HEAD',
  )
  return names.length > 0
}
