import { defineProvider } from '../detector.ts'
import { createCredentialFinder, credentialAnchors } from '../engine/generic/credential.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Any service',
  docs: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  detectors: [
    {
      id: 'generic-credential',
      title: 'Credential of an unknown service',
      anchors: credentialAnchors,
      finder: createCredentialFinder,
      ofNames: true,
      why: 'It stands where a password, key or token is given, and whoever reads this text can use it.',
      fix: 'Change it where it was issued, then read it from the environment or a secrets manager.',
      examples: {
        leaks: {
          'line of a dotenv file': `DATABASE_PASSWORD=${base62(20)}`,
          'header of a request': `curl -H "X-API-Key: ${base62(32)}" https://api.internal/v1`,
        },
        clean: {
          placeholder: 'DATABASE_PASSWORD=your-password-here',
          'reference to the environment': 'password: ${DATABASE_PASSWORD}',
        },
      },
    },
  ],
})
