import { isOnPath } from './machine.ts'

export interface Peer {
  readonly name: string
  /** Scans the folder it runs in, with defaults and without a network. */
  readonly scan: string
  readonly version: string
  /** How many times faster Keyward must be. */
  readonly faster?: number
}

const preset = JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] })

const peers: readonly Peer[] = [
  {
    name: 'secretlint',
    scan: `secretlint --secretlintrcJSON ${preset} **/*`,
    version: 'secretlint --version',
    faster: 100,
  },
  {
    name: 'gitleaks',
    scan: 'gitleaks dir --no-banner .',
    version: 'gitleaks version',
    faster: 50,
  },
  {
    name: 'kingfisher',
    scan: 'kingfisher scan --git-history none --no-validate --no-update-check .',
    version: 'kingfisher --version',
    faster: 10,
  },
  {
    name: 'betterleaks',
    scan: 'betterleaks dir --no-banner .',
    version: 'betterleaks version',
    faster: 6,
  },
  {
    name: 'trufflehog',
    scan: 'trufflehog filesystem --no-verification --no-update .',
    version: 'trufflehog --version',
  },
  {
    name: 'detect-secrets',
    scan: 'detect-secrets scan --all-files --no-verify .',
    version: 'detect-secrets --version',
  },
]

/** They read all of history in the repository they run in. */
const historyPeers: readonly Peer[] = [
  {
    name: 'kingfisher',
    scan: 'kingfisher scan --git-history full --no-validate --no-update-check .',
    version: 'kingfisher --version',
    faster: 5,
  },
  {
    name: 'betterleaks',
    scan: 'betterleaks git --no-banner .',
    version: 'betterleaks version',
    faster: 6,
  },
  {
    name: 'gitleaks',
    scan: 'gitleaks git --no-banner .',
    version: 'gitleaks version',
    faster: 14,
  },
]

export const presentHistoryPeers = historyPeers.filter(({ name }) => isOnPath(name))
export const absentHistoryPeers = historyPeers
  .filter(({ name }) => !isOnPath(name))
  .map(({ name }) => name)
export const presentPeers = peers.filter(({ name }) => isOnPath(name))
export const absentPeers = peers.filter(({ name }) => !isOnPath(name)).map(({ name }) => name)
