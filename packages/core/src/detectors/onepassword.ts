import { defineProvider } from '../detector.ts'
import { base32, base62 } from '../sample.ts'

export default defineProvider({
  name: '1Password',
  docs: 'https://developer.1password.com/docs/service-accounts/security/',
  detectors: [
    {
      id: 'onepassword-service-account-token',
      title: '1Password service account token',
      anchors: ['ops_eyJ'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>ops_eyJ[A-Za-z0-9+/_-]{250,1500}={0,2})(?![A-Za-z0-9+/=_-])/,
      window: 1700,
      confidence: 'certain',
      why: 'Whoever holds it reads the vaults that the service account was given.',
      fix: 'Open 1password.com, Developer, the service account, and rotate or revoke its token.',
      examples: {
        leaks: { 'line of a dotenv file': `OP_SERVICE_ACCOUNT_TOKEN=ops_eyJ${base62(600)}` },
        clean: { 'too short': `ops_eyJ${base62(9)} is cut off` },
      },
    },
    {
      id: 'onepassword-secret-key',
      title: '1Password secret key',
      anchors: ['A3-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})(?![A-Za-z0-9-])/,
      confidence: 'certain',
      why: 'With the account password it opens every vault of the person.',
      fix: 'Sign in to 1password.com, My Profile, and regenerate the secret key.',
      examples: {
        leaks: {
          'emergency kit': `Secret Key: A3-${base32(6)}-${base32(6)}-${base32(5)}-${base32(5)}-${base32(5)}-${base32(5)}`,
        },
        clean: { 'paper size': 'print it on A3-sized paper' },
      },
    },
  ],
})
