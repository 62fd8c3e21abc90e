import { crc32 } from '../checksum.ts'
import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64url, digits } from '../sample.ts'

export default defineProvider({
  name: 'Atlassian',
  docs: 'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
  detectors: [
    {
      id: 'atlassian-api-token',
      title: 'Atlassian API token',
      anchors: ['ATATT3'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>ATATT3[A-Za-z0-9_-]{50,300}=[0-9A-F]{8})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it reads and changes Jira and Confluence as its owner.',
      fix: 'Open id.atlassian.com/manage-profile/security/api-tokens, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `JIRA_API_TOKEN=${checksummed('ATATT3xFfGF0')}` },
        clean: { 'too short': `ATATT3${base62(9)} is cut off` },
      },
    },
    {
      id: 'atlassian-access-token',
      title: 'Atlassian repository, project or workspace access token',
      anchors: ['ATCTT3'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>ATCTT3[A-Za-z0-9_-]{50,300}=[0-9A-F]{8})(?![A-Za-z0-9_-])/,
      check: endsInItsChecksum,
      why: 'Whoever holds it reads or writes the Bitbucket repository, project or workspace it was made for.',
      fix: 'Open Repository settings, Access tokens, in Bitbucket, and revoke it.',
      examples: {
        leaks: { 'variable of a pipeline': `  BITBUCKET_TOKEN: ${checksummed('ATCTT3xFfGN0')}` },
        clean: { 'too short': `ATCTT3${base62(9)} is cut off` },
      },
    },
    {
      id: 'atlassian-jira-server-token',
      title: 'Jira or Confluence personal access token (Data Center)',
      anchors: ['jira', 'confluence'],
      pattern:
        /(?:JIRA|[Jj]ira|CONFLUENCE|[Cc]onfluence)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[MNO][A-Za-z0-9+/]{43})(?![A-Za-z0-9+/=_-])/,
      check: holdsANumber,
      why: 'Whoever holds it reads and changes Jira or Confluence as its owner.',
      fix: 'Open your profile, Personal Access Tokens, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `JIRA_TOKEN=${btoa(`${digits(12)}:${base62(20)}`)}` },
        clean: { 'read from the environment': 'jira_token: process.env.JIRA_TOKEN' },
      },
    },
  ],
})

/**
 * The CRC-32 of everything up to the last equals sign, in capital hexadecimal digits. Atlassian has
 * not written that down, so a token without it is less certain rather than turned down.
 */
function endsInItsChecksum(secret: string): Confidence {
  return secret.endsWith(checksumOf(secret.slice(0, -8))) ? 'certain' : 'likely'
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).toUpperCase().padStart(8, '0')
}

function checksummed(prefix: string): string {
  const body = `${prefix}${base64url(172)}=`
  return body + checksumOf(body)
}

/** Its number, a colon and random bytes, in base64. */
function holdsANumber(secret: string): Confidence | Rejection {
  return /^\d{10,13}:/.test(atob(secret)) ? 'certain' : rejected('structure')
}
