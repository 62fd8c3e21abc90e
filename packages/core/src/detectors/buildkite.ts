import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Buildkite',
  docs: 'https://buildkite.com/docs/apis/managing-api-tokens',
  detectors: [
    {
      id: 'buildkite-api-token',
      title: 'Buildkite API access token',
      anchors: ['bkua_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>bkua_[a-z0-9]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it starts builds and reads logs and artifacts as its owner.',
      fix: 'Open buildkite.com/user/api-access-tokens and delete it, or call DELETE /v2/access-token with it.',
      examples: {
        leaks: { 'line of a dotenv file': `BUILDKITE_TOKEN=bkua_${hex(40)}` },
        clean: { 'too short': `bkua_${hex(9)} is cut off` },
      },
    },
    {
      id: 'buildkite-agent-token',
      title: 'Buildkite agent, job or package token',
      anchors: ['bkaa_', 'bkaj_', 'bkpt_', 'bkpat_', 'bkps_', 'bkct_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>bk(?:aa_[A-Za-z0-9_-]{75}|aj_[A-Za-z0-9_-]{333}|ct_[A-Za-z0-9_-]{50,120}|pt_[A-Za-z0-9_-]{199}|pat_[A-Za-z0-9_-]{54}|ps_[A-Za-z0-9_-]{64}))(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it takes jobs of the cluster, or reads what the job may.',
      fix: 'Open Agents, the cluster, Agent Tokens, in Buildkite, and revoke it.',
      examples: {
        leaks: { 'configuration of an agent': `token="bkct_${base62(78)}"` },
        clean: { 'too short': `bkct_${base62(9)} is cut off` },
      },
    },
  ],
})
