import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'Docker',
  docs: 'https://docs.docker.com/security/access-tokens/',
  detectors: [
    {
      id: 'docker-personal-token',
      title: 'Docker personal access token',
      anchors: ['dckr_pat_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dckr_pat_[A-Za-z0-9_-]{27})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it pulls private images, and with write scope replaces published ones.',
      fix: 'Open Account settings, Personal access tokens, on Docker Home, and delete it.',
      examples: {
        leaks: { 'login in a script': `docker login -u acme -p dckr_pat_${base64url(27)}` },
        clean: { 'too short': `dckr_pat_${base64url(8)} is cut off` },
      },
    },
    {
      id: 'docker-organization-token',
      title: 'Docker organization access token',
      anchors: ['dckr_oat_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dckr_oat_[A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reaches the repositories of the organisation that the token was given.',
      fix: 'Open the organisation in Admin Console, Access tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `DOCKERHUB_TOKEN=dckr_oat_${base64url(32)}` },
        clean: { 'too short': `dckr_oat_${base64url(8)} is cut off` },
      },
    },
    {
      id: 'docker-registry-auth',
      title: 'login in a Docker configuration',
      anchors: ['"auth"', '\\"auth\\"'],
      pattern: /\\?"auth\\?"\s{0,8}:\s{0,8}\\?"(?<secret>[A-Za-z0-9+/]{12,2000}={0,2})\\?"/,
      window: 2100,
      nearby: { words: ['"auths"', 'auths\\"', 'docker', 'registry'], within: 512, required: true },
      check: holdsALogin,
      why: 'Whoever reads it decodes the user name and password of the image registry from it.',
      fix: 'Revoke the token or change the password at the registry, then run docker login again.',
      examples: {
        leaks: {
          'config.json': `{"auths": {"quay.io": {"auth": "${btoa(`robot:${base62(30)}`)}"}}}`,
        },
        clean: { 'kept by a helper': '{"auths": {"quay.io": {}}, "credsStore": "desktop"}' },
      },
    },
  ],
})

/** `user:password` in base64. */
function holdsALogin(secret: string): Confidence | Rejection {
  try {
    return /^[\x21-\x39\x3b-\x7e]+:[^\p{Cc}]{4,}$/u.test(atob(secret))
      ? 'likely'
      : rejected('structure')
  } catch {
    return rejected('structure')
  }
}
