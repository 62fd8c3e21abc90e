import { readFileSync } from 'node:fs'
import { UsageError } from '@keyward/core/settings'
import { linesOf } from './git/log.ts'
import { runGit, runGitWith } from './git/repository.ts'
import { reasonOf } from './reason.ts'

type Environment = NodeJS.ProcessEnv

/** A CI service: what only its runs have, and what a run may be compared with, the best first. */
interface Service {
  readonly marker: string
  readonly bases: (environment: Environment) => readonly (string | undefined)[]
}

const services: readonly Service[] = [
  { marker: 'GITHUB_ACTIONS', bases: github },
  {
    marker: 'GITLAB_CI',
    bases: (env) => [
      env['CI_MERGE_REQUEST_DIFF_BASE_SHA'],
      realCommit(env['CI_COMMIT_BEFORE_SHA']),
      remote(env['CI_DEFAULT_BRANCH']),
    ],
  },
  {
    marker: 'BITBUCKET_BUILD_NUMBER',
    bases: (env) => [
      env['BITBUCKET_PR_DESTINATION_COMMIT'],
      remote(env['BITBUCKET_PR_DESTINATION_BRANCH']),
    ],
  },
  { marker: 'TF_BUILD', bases: (env) => [remote(env['SYSTEM_PULLREQUEST_TARGETBRANCH'])] },
  {
    marker: 'JENKINS_URL',
    bases: (env) => [
      remote(env['CHANGE_TARGET']),
      env['GIT_PREVIOUS_SUCCESSFUL_COMMIT'],
      env['GIT_PREVIOUS_COMMIT'],
    ],
  },
  { marker: 'CIRCLECI', bases: (env) => [realCommit(env['CIRCLE_BASE_REVISION'])] },
  {
    marker: 'BUILDKITE',
    bases: (env) => [
      remote(env['BUILDKITE_PULL_REQUEST_BASE_BRANCH']),
      remote(env['BUILDKITE_PIPELINE_DEFAULT_BRANCH']),
    ],
  },
]

/**
 * The range of commits that this run of a CI service brings. Nothing, where it can be compared with
 * nothing, as after the first push: then it may have brought everything.
 */
export async function rangeOfCi(
  environment: Environment,
  root: string,
): Promise<string | undefined> {
  const asked = services.flatMap(({ bases }) => bases(environment))
  const bases = asked.filter((base) => base !== undefined && base !== '')
  const isCi = bases.length > 0 || services.some(({ marker }) => environment[marker])
  for (const base of [...bases, 'origin/HEAD']) {
    const isUseful = await bringsCommits(base ?? '', root)
    if (isUseful) return `${base ?? ''}..HEAD`
  }
  if (isCi) return undefined
  throw new UsageError(
    'No CI service tells what this run brings.',
    'Name the range: keyward history main.. for instance.',
  )
}

/** GitHub writes what happened to a file. */
function github(environment: Environment): (string | undefined)[] {
  const file = environment['GITHUB_EVENT_PATH']
  const event = file ? readEvent(file) : {}
  return [
    event.pull_request?.base?.sha,
    event.merge_group?.base_sha,
    realCommit(event.before),
    remote(environment['GITHUB_BASE_REF']),
    remote(event.repository?.default_branch),
  ]
}

interface GithubEvent {
  readonly before?: string
  readonly pull_request?: { readonly base?: { readonly sha?: string } }
  readonly merge_group?: { readonly base_sha?: string }
  readonly repository?: { readonly default_branch?: string }
}

function readEvent(file: string): GithubEvent {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as GithubEvent
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'It is no JSON.' : reasonOf(error)
    throw new UsageError(
      `GITHUB_EVENT_PATH names ${file}, which cannot be read. ${reason}`,
      'Name the range: keyward history main.. for instance.',
    )
  }
}

/** A branch that is new has zeros in place of the commit before. */
function realCommit(id: string | undefined): string | undefined {
  return id !== undefined && /[1-9a-f]/.test(id) ? id : undefined
}

function remote(branch: string | undefined): string | undefined {
  return branch ? `origin/${branch.replace(/^refs\/heads\//, '')}` : undefined
}

/** A forced push leaves the commit before behind, and a new branch may have nothing of its own. */
async function bringsCommits(base: string, root: string): Promise<boolean> {
  const asked = `${base.split('\n')[0] ?? ''}^{commit}\n`
  const answer = await runGitWith(root, asked, 'cat-file', '--batch-check=%(objectname)')
  const id = /^[0-9a-f]{40,64}$/.exec(answer.toString('utf8').trim())?.[0]
  if (id === undefined) return false
  return linesOf(await runGit(root, 'rev-list', '--max-count=1', 'HEAD', `^${id}`)).length > 0
}
