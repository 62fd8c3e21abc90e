import { crc32 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'GitLab',
  docs: 'https://docs.gitlab.com/security/tokens/',
  detectors: [
    {
      id: 'gitlab-personal-token',
      title: 'GitLab personal, project or group access token',
      anchors: ['glpat-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>glpat-[A-Za-z0-9_-]{20,22})(?![\w-]|\.[0-9a-z]{2}[0-9a-z.])/,
      confidence: 'certain',
      why: 'Whoever holds it uses the API and the repositories within the scopes it was given.',
      fix: 'Revoke it under Preferences, Access tokens, or call DELETE /personal_access_tokens/self with it.',
      examples: {
        leaks: { 'header of a request': `PRIVATE-TOKEN: glpat-${base64url(20)}` },
        clean: { 'too short': `glpat-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-routable-token',
      title: 'GitLab access token (routable)',
      anchors: ['glpat-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>glpat-[A-Za-z0-9_-]{20,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{2}[0-9A-Za-z]{7})(?![\w-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it uses the API and the repositories within the scopes it was given.',
      fix: 'Revoke it under Preferences, Access tokens, or call DELETE /personal_access_tokens/self with it.',
      examples: {
        leaks: { 'variable of a pipeline': `  DEPLOY_TOKEN: ${routable('glpat-', '01.')}` },
        clean: { 'wrong checksum': `glpat-${base64url(32)}.01.0w0000000 is made up` },
      },
    },
    {
      id: 'gitlab-runner-token',
      title: 'GitLab runner authentication token',
      anchors: ['glrt-', 'glrtr-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>glrtr?-(?:t\d_)?[A-Za-z0-9_-]{20,300}(?:\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9})?)(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it takes the jobs of the runner, and with them the variables they are given.',
      fix: 'Open Settings, CI/CD, Runners, and delete the runner or reset its authentication token.',
      examples: {
        leaks: { 'runner configuration': `  token = "glrt-${base64url(20)}"` },
        clean: { 'too short': `glrt-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-runner-registration-token',
      title: 'GitLab runner registration token',
      anchors: ['GR1348941'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>GR1348941[A-Za-z0-9_-]{20,50})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it adds a runner of their own and reads the secrets of the jobs it takes.',
      fix: 'Open Settings, CI/CD, Runners, and reset the registration token.',
      examples: {
        leaks: {
          'command to register': `gitlab-runner register --registration-token GR1348941${base64url(20)}`,
        },
        clean: { 'too short': 'GR1348941 is where they begin' },
      },
    },
    {
      id: 'gitlab-deploy-token',
      title: 'GitLab deploy token',
      anchors: ['gldt-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>gldt-[A-Za-z0-9_-]{20})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it clones the repository and pulls or pushes packages and images.',
      fix: 'Open Settings, Repository, Deploy tokens, and revoke it.',
      examples: {
        leaks: { 'login to the image registry': `docker login -u deploy -p gldt-${base64url(20)}` },
        clean: { 'too short': `gldt-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-trigger-token',
      title: 'GitLab pipeline trigger token',
      anchors: ['glptt-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glptt-[A-Za-z0-9_-]{40})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it starts pipelines with variables of their choice, as the person who made it.',
      fix: 'Open Settings, CI/CD, Pipeline trigger tokens, and revoke it.',
      examples: {
        leaks: { 'call of a pipeline': `curl -X POST -F token=glptt-${hex(40)} -F ref=main` },
        clean: { 'too short': `glptt-${hex(12)} is cut off` },
      },
    },
    {
      id: 'gitlab-job-token',
      title: 'GitLab CI/CD job token',
      anchors: ['glcbt-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glcbt-(?:[0-9a-zA-Z]{1,5}_)?[A-Za-z0-9_-]{20})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it acts as the job until it ends, in every project that lets the job in.',
      fix: 'Cancel the job; the token ends with it.',
      examples: {
        leaks: { 'line of a job log': `CI_JOB_TOKEN=glcbt-64_${base64url(20)}` },
        clean: { 'too short': `glcbt-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-agent-token',
      title: 'GitLab agent for Kubernetes token',
      anchors: ['glagent-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glagent-[A-Za-z0-9_-]{50,1024})(?![\w-])/,
      window: 1100,
      confidence: 'certain',
      why: 'Whoever holds it poses as the agent and receives what GitLab sends to the cluster.',
      fix: 'Open Operate, Kubernetes clusters, the agent, Access tokens, and revoke it.',
      examples: {
        leaks: { 'value of a chart': `config:\n  token: glagent-${base64url(50)}` },
        clean: { 'too short': `glagent-${base64url(12)} is cut off` },
      },
    },
    {
      id: 'gitlab-scim-token',
      title: 'GitLab SCIM token',
      anchors: ['glsoat-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glsoat-[A-Za-z0-9_-]{20})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it adds people to the group and takes them away.',
      fix: 'Open the group, Settings, SAML SSO, and reset the SCIM token.',
      examples: {
        leaks: { 'set-up of the directory': `scim_token: glsoat-${base64url(20)}` },
        clean: { 'too short': `glsoat-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-oauth-secret',
      title: 'GitLab OAuth application secret',
      anchors: ['gloas-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>gloas-[A-Za-z0-9_-]{64})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it poses as the application when people sign in.',
      fix: 'Open Preferences, Applications, the application, and renew the secret.',
      examples: {
        leaks: { 'settings of a sign-in': `client_secret: gloas-${hex(64)}` },
        clean: { 'too short': `gloas-${hex(12)} is cut off` },
      },
    },
    {
      id: 'gitlab-feature-flag-token',
      title: 'GitLab feature flags client token',
      anchors: ['glffct-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glffct-[A-Za-z0-9_-]{20})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the feature flags of the project.',
      fix: 'Open Deploy, Feature flags, Configure, and regenerate the instance id.',
      examples: {
        leaks: { 'line of a dotenv file': `UNLEASH_INSTANCE_ID=glffct-${base64url(20)}` },
        clean: { 'too short': `glffct-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-feed-token',
      title: 'GitLab feed token',
      anchors: ['glft-'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>glft-(?:[0-9a-f]{64}-\d{1,12}|[A-Za-z0-9_-]{20}))(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the feeds and calendars of its owner, private projects included.',
      fix: 'Open Preferences, Access tokens, Feed token, and reset it.',
      examples: {
        leaks: {
          'address of a feed': `https://gitlab.com/acme.atom?feed_token=glft-${base64url(20)}`,
        },
        clean: { 'too short': `glft-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-incoming-mail-token',
      title: 'GitLab incoming mail token',
      anchors: ['glimt-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glimt-[A-Za-z0-9_-]{25})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it opens issues and merge requests by mail in the name of its owner.',
      fix: 'Open Preferences, Access tokens, Incoming email token, and reset it.',
      examples: {
        leaks: {
          'address for issues': `incoming+acme-site-42-glimt-${base64url(25)}@incoming.gitlab.com`,
        },
        clean: { 'too short': `glimt-${base64url(8)} is cut off` },
      },
    },
    {
      id: 'gitlab-workspace-token',
      title: 'GitLab workspace token',
      anchors: ['glwt-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>glwt-[A-Za-z0-9_-]{20,64})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it reaches the remote workspace as its owner.',
      fix: 'Stop and terminate the workspace.',
      examples: {
        leaks: { 'line of a dotenv file': `GITLAB_WORKSPACE_TOKEN=glwt-${base64url(32)}` },
        clean: { 'too short': `glwt-${base64url(8)} is cut off` },
      },
    },
  ],
})

/** Seven base-36 digits at the end, over all that stands before them. */
function endsInItsChecksum(secret: string): Confidence | Rejection {
  return secret.endsWith(checksumOf(secret.slice(0, -7))) ? 'certain' : rejected('checksum')
}

function checksumOf(text: string): string {
  return crc32(text).toString(36).padStart(7, '0')
}

function routable(prefix: string, version: string): string {
  const payload = base64url(32)
  const body = `${prefix}${payload}.${version}${payload.length.toString(36).padStart(2, '0')}`
  return body + checksumOf(body)
}
