import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, base64, base64url } from '../sample.ts'

export default defineProvider({
  name: 'HashiCorp Vault',
  docs: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
  detectors: [
    {
      id: 'vault-service-token',
      title: 'Vault service token',
      anchors: ['hvs.'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>hvs\.[A-Za-z0-9_-]{24,200})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes what its policies allow until its lease ends.',
      fix: 'Run vault token revoke with it, or call auth/token/revoke-self.',
      examples: {
        leaks: { 'line of a dotenv file': `VAULT_TOKEN=hvs.CAES${base64url(90)}` },
        clean: { 'too short': `hvs.${base62(9)} is cut off` },
      },
    },
    {
      id: 'vault-batch-token',
      title: 'Vault batch token',
      anchors: ['hvb.'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>hvb\.[A-Za-z0-9_-]{40,400})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes what its policies allow until it expires.',
      fix: 'Revoke the token or the auth method that issued it: a batch token cannot be revoked by itself.',
      examples: {
        leaks: { 'line of a dotenv file': `VAULT_TOKEN=hvb.AAAAAQ${base64url(150)}` },
        clean: { 'too short': `hvb.${base62(9)} is cut off` },
      },
    },
    {
      id: 'vault-recovery-token',
      title: 'Vault recovery token',
      anchors: ['hvr.'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>hvr\.[A-Za-z0-9_-]{24,200})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it works in the recovery mode of the server, past all policies.',
      fix: 'Restart the server out of recovery mode.',
      examples: {
        leaks: { 'line of a dotenv file': `VAULT_TOKEN=hvr.${base62(24)}` },
        clean: { 'too short': `hvr.${base62(9)} is cut off` },
      },
    },
    {
      id: 'vault-legacy-token',
      title: 'Vault token (before 1.10)',
      anchors: ['vault'],
      pattern:
        /(?:VAULT|[Vv]ault)[^\r\n]{0,40}?[=: "'`](?<secret>[sb]\.[A-Za-z0-9]{24,26})(?![A-Za-z0-9_(.])/,
      check: (secret) => (/\d/.test(secret) && /[A-Z]/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it reads and writes what its policies allow until its lease ends.',
      fix: 'Run vault token revoke with it, or call auth/token/revoke-self.',
      examples: {
        leaks: { 'line of a dotenv file': `VAULT_TOKEN=s.${base62(24)}` },
        clean: { 'name of a function': 'vault = s.makeKubeConfigController' },
      },
    },
    {
      id: 'vault-unseal-key',
      title: 'Vault unseal key',
      anchors: ['unseal key', 'operator unseal', 'unseal_key', 'recovery key'],
      pattern:
        /[OoUuRr][A-Za-z_ ]{5,24}(?:\d{1,2})?["']?[:= ][ \t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{43,44}={0,1})(?![A-Za-z0-9+/=])/,
      why: 'Enough of them open the server and everything in it.',
      fix: 'Run vault operator rekey with the remaining key holders.',
      examples: {
        leaks: { 'output of vault operator init': `Unseal Key 1: ${base64(44)}` },
        clean: { 'name of an option': 'operator unseal -address=$VAULT_ADDR' },
      },
    },
  ],
})
