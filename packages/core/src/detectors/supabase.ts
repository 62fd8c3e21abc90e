import { defineProvider } from '../detector.ts'
import { base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'Supabase',
  docs: 'https://supabase.com/docs/guides/api/api-keys',
  detectors: [
    {
      id: 'supabase-secret-key',
      title: 'Supabase secret key',
      anchors: ['sb_secret_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes every table, past all row level security.',
      fix: 'Open the project, Settings, API Keys, and delete the secret key after making another.',
      examples: {
        leaks: {
          'line of a dotenv file': `SUPABASE_SECRET_KEY=sb_secret_${base64url(22)}_${base64url(8)}`,
        },
        clean: { 'too short': `sb_secret_${base64url(9)} is cut off` },
      },
    },
    {
      id: 'supabase-access-token',
      title: 'Supabase access token',
      anchors: ['sbp_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>sbp_(?:v0_|oauth_)?[0-9a-f]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it manages the projects of its owner and reads their keys and databases.',
      fix: 'Open supabase.com/dashboard, Account, Access Tokens, and delete it.',
      examples: {
        leaks: { 'variable of a pipeline': `  SUPABASE_ACCESS_TOKEN: sbp_${hex(40)}` },
        clean: { 'too short': `sbp_${hex(12)} is cut off` },
      },
    },
    {
      id: 'supabase-publishable-key',
      title: 'Supabase publishable key',
      anchors: ['sb_publishable_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>sb_publishable_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It opens what row level security leaves open and is meant for pages.',
      fix: 'Nothing needs to be revoked while row level security is on for every table.',
      examples: {
        leaks: {
          'script of a page': `createClient(url, 'sb_publishable_${base64url(22)}_${base64url(8)}')`,
        },
        clean: { 'too short': `sb_publishable_${base64url(9)} is cut off` },
      },
    },
  ],
})
