import { confidences } from '../confidence.ts'
import { exposures, revokeModes } from './settings.ts'
import type { RevokeSettings } from './settings.ts'
import type { TableShape } from './shape.ts'

const policy: TableShape<RevokeSettings['policy']> = {
  settings: {
    local: {
      shape: 'choice',
      words: revokeModes,
      fallback: 'off',
      about: 'What has not left this machine. It is refused at the commit, which is enough.',
      example: 'notify',
    },
    private: {
      shape: 'choice',
      words: revokeModes,
      fallback: 'quarantine',
      about: 'What stands in a repository that only its members see.',
      example: 'notify',
    },
    public: {
      shape: 'choice',
      words: revokeModes,
      fallback: 'revoke',
      about: 'What everyone can see.',
      example: 'quarantine',
    },
  },
}

export const revoke: TableShape<RevokeSettings> = {
  settings: {
    mode: {
      shape: 'choice',
      words: revokeModes,
      fallback: 'dry-run',
      about: 'The most that is done with a leaked secret, whatever `policy` says.',
      example: 'revoke',
    },
    service: {
      shape: 'text',
      format: 'address',
      about:
        'Where leaks are reported. Without it nothing is sent; the variable KEYWARD_SERVICE goes before it.',
      example: 'https://keys.example.com',
    },
    reporter: {
      shape: 'text',
      format: 'variable',
      fallback: 'KEYWARD_REPORTER_KEY',
      about: "The environment variable that holds the reporter's key.",
      example: 'KEYWARD_CI_KEY',
    },
    confidence: {
      shape: 'choice',
      words: confidences,
      fallback: 'certain',
      about: 'How sure a finding has to be to be reported as a leak.',
      example: 'likely',
    },
    exposure: {
      shape: 'choice',
      words: ['auto', ...exposures],
      fallback: 'auto',
      about: 'Who can see this repository; `auto` asks the CI service and takes it for private.',
      example: 'public',
    },
    environments: {
      shape: 'texts',
      format: 'environment',
      fallback: [],
      about: 'Reports keys of these environments only, where a key tells its own.',
      example: ['production'],
    },
    policy: {
      shape: 'table',
      table: policy,
      about: 'What is done with a secret, by who has been able to see it.',
      example: { private: 'notify' },
    },
  },
}
