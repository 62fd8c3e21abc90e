import { createHash } from 'node:crypto'
import { UsageError } from '@keyward/core/settings'
import type { Doors } from './doors.ts'
import { createGithubApi, type GithubApi } from './github-api.ts'
import { createChat, type Chat } from './notices/chat.ts'
import type { Recipients } from './notices/recipients.ts'
import type { Outlet } from './outlet.ts'
import { createGithubAlerts } from './receivers/github-alerts.ts'
import { createGithubPartner } from './receivers/github-partner.ts'
import { createGitguardian } from './receivers/gitguardian.ts'
import { createGitlabPartner } from './receivers/gitlab-partner.ts'
import type { Reporter } from './receivers/keyward.ts'
import { createPublicKeys, type PublicKeys } from './receivers/public-keys.ts'
import { createStandardWebhooks } from './receivers/standard-webhooks.ts'
import { known } from './record.ts'
import { messageKeyOf, secretOf, type Settings } from './settings.ts'
import type { Subscriber } from './subscriber.ts'
import type { TokenJudge } from './token-judge.ts'

/** What the world gives to what is assembled from the settings. */
export interface World {
  readonly environment: NodeJS.ProcessEnv
  readonly fetch: typeof fetch
  readonly clock: () => number
}

export function doorsOf(settings: Settings, world: World, judge: TokenJudge): Doors {
  const { environment, clock } = world
  const { github, gitlab, gitguardian, trufflehog, sender } = settings
  const gitlabToken = gitlab?.token_variable
  const gitlabKeys = gitlab?.partner_keys_url
  const githubSecret = github?.webhook_secret_variable
  return known<Doors>({
    githubPartner: github?.partner
      ? createGithubPartner({ keys: githubKeys(github, world), judge })
      : undefined,
    githubAlerts:
      githubSecret === undefined
        ? undefined
        : createGithubAlerts({ secret: secretOf(environment, githubSecret) }),
    gitlab:
      gitlabToken === undefined
        ? undefined
        : { token: secretOf(environment, gitlabToken), types: gitlab?.types ?? [], judge },
    gitlabPartner:
      gitlabKeys === undefined
        ? undefined
        : createGitlabPartner({ keys: createPublicKeys({ url: gitlabKeys, ...world }), judge }),
    gitguardian: gitguardian && createGitguardian({ token: token(gitguardian), clock }),
    trufflehog: trufflehog && { token: token(trufflehog), judge },
    senders: new Map(
      sender.map(({ name, key_variables, exposure }) => {
        const keys = key_variables.map((variable) => messageKeyOf(environment, variable))
        return [name, createStandardWebhooks({ name, keys, exposure, clock })]
      }),
    ),
    reporters: settings.reporter.map((reporter) => reporterOf(reporter, environment)),
  })

  function token({ token_variable }: { token_variable: string }): string {
    return secretOf(environment, token_variable)
  }
}

function githubKeys(github: NonNullable<Settings['github']>, world: World): PublicKeys {
  const { token_variable } = github
  const token =
    token_variable === undefined ? {} : { token: secretOf(world.environment, token_variable) }
  return createPublicKeys({
    url: github.keys_url,
    ...token,
    fetch: world.fetch,
    clock: world.clock,
  })
}

function reporterOf(
  { name, sha256, key_variable, organisation, exposure }: Settings['reporter'][number],
  environment: NodeJS.ProcessEnv,
): Reporter {
  const key = key_variable === undefined ? undefined : secretOf(environment, key_variable)
  const hash = key === undefined ? sha256 : createHash('sha256').update(key).digest('hex')
  if (hash === undefined) {
    throw new UsageError(`The reporter ${name} has no key.`, 'Give it sha256 or key_variable.')
  }
  return known<Reporter>({ name, keySha256: hash, organisation, exposure })
}

export function githubOf(
  { github }: Settings,
  { environment, fetch }: World,
): GithubApi | undefined {
  if (github?.token_variable === undefined) return undefined
  return createGithubApi({
    url: github.url.replace(/\/+$/, ''),
    token: secretOf(environment, github.token_variable),
    fetch,
  })
}

export function recipientsOf({ mail, room }: Settings): Recipients {
  return {
    operators: mail?.operators ?? [],
    administrators: mail?.administrators ?? {},
    members: mail?.members ?? {},
    rooms: room.map(({ name }) => name),
  }
}

export function chatsOf(
  { room }: Settings,
  { environment }: World,
  outlet: Outlet,
): ReadonlyMap<string, Chat> {
  return new Map(
    room.map(({ name, url_variable }) => [
      name,
      createChat(outlet, secretOf(environment, url_variable)),
    ]),
  )
}

export function subscribersOf(
  { subscriber }: Settings,
  { environment }: World,
): ReadonlyMap<string, Subscriber> {
  return new Map(
    subscriber.map(({ name, url, key_variables }) => [
      name,
      { name, url, keys: key_variables.map((variable) => messageKeyOf(environment, variable)) },
    ]),
  )
}

/** Every secret that the settings name, so that none of them is ever logged. */
export function secretsOf(settings: Settings, environment: NodeJS.ProcessEnv): readonly string[] {
  const secrets: string[] = []
  collect(settings)
  return secrets

  function collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      const variables = /variables?$/.test(name) ? [member].flat() : []
      secrets.push(...variables.flatMap((variable) => environment[String(variable)] ?? []))
      collect(member)
    }
  }
}
