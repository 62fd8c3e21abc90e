import { defineProvider } from '../detector.ts'
import { base62, base64, upperHex } from '../sample.ts'

export default defineProvider({
  name: 'Bitbucket',
  docs: 'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
  detectors: [
    {
      id: 'bitbucket-app-password',
      title: 'Bitbucket app password',
      anchors: ['ATBB'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>ATBB[A-Za-z0-9]{24}[0-9A-F]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it clones and pushes as its owner, within its permissions.',
      fix: 'Open bitbucket.org, Personal settings, App passwords, and revoke it.',
      examples: {
        leaks: {
          'remote with a password': `git ls-remote https://acme:ATBB${base62(24)}${upperHex(8)}@bitbucket.org/acme/site.git`,
        },
        clean: { 'too short': `ATBB${base62(9)} is cut off` },
      },
    },
    {
      id: 'bitbucket-server-token',
      title: 'Bitbucket Data Center access token',
      anchors: ['BBDC-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>BBDC-[A-Za-z0-9+/@_-]{40,50})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads or writes the repositories it was made for.',
      fix: 'Open Manage account, HTTP access tokens, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `BITBUCKET_TOKEN=BBDC-${base64(44)}` },
        clean: { 'too short': `BBDC-${base62(9)} is cut off` },
      },
    },
  ],
})
