import type { Exposure, RevokeSettings } from '@keyward/core/settings'

/** What a scan knows of who may have seen what it found. */
export interface Sight {
  /** `commits` have been shared, as far as anyone can tell; `files` have not. */
  readonly of: 'files' | 'commits'
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
}

/** Who has been able to see what was found. */
export function exposureOf(settings: RevokeSettings, sight: Sight): Exposure {
  const { environment } = sight
  const isShared = sight.of === 'commits' || isCi(environment)
  if (!isShared) return 'local'
  if (settings.exposure !== 'auto') return settings.exposure
  return visibilityOf(sight) === 'public' ? 'public' : 'private'
}

/** What a CI service checks out was pushed. */
function isCi({ CI, TF_BUILD, JENKINS_URL }: Sight['environment']): boolean {
  return (CI !== undefined && CI !== '' && CI !== 'false') || Boolean(TF_BUILD ?? JENKINS_URL)
}

/** The services that tell; whoever runs another one says it in keyward.toml. */
function visibilityOf({ environment, readFile }: Sight): string | undefined {
  const { CI_PROJECT_VISIBILITY: gitlab, GITHUB_EVENT_PATH: github } = environment
  if (gitlab !== undefined) return gitlab
  if (!github) return undefined
  const { repository } = parsed(readFile, github)
  return repository?.visibility ?? (repository?.private === false ? 'public' : undefined)
}

interface Event {
  readonly repository?: { readonly visibility?: string; readonly private?: boolean }
}

function parsed(readFile: Sight['readFile'], path: string): Event {
  try {
    return JSON.parse(readFile(path)) as Event
  } catch {
    // Unknown is private: that is the milder of the two.
    return {}
  }
}
