import { defineProvider } from '../detector.ts'
import { base62, digits } from '../sample.ts'

export default defineProvider({
  name: 'JFrog Artifactory',
  docs: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
  detectors: [
    {
      id: 'artifactory-api-key',
      title: 'Artifactory API key',
      anchors: ['AKCp'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>AKCp[A-Za-z0-9]{69})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it downloads and deploys artifacts as its owner.',
      fix: 'Open Edit Profile, Authentication Settings, in the platform, and revoke the API key.',
      examples: {
        leaks: { 'line of a dotenv file': `ARTIFACTORY_API_KEY=AKCp${base62(69)}` },
        clean: { 'too short': `AKCp${base62(9)} is cut off` },
      },
    },
    {
      id: 'artifactory-reference-token',
      title: 'Artifactory reference token',
      anchors: ['cmVmdGtu'],
      pattern: /(?<![A-Za-z0-9+/_-])(?<secret>cmVmdGtu[A-Za-z0-9+/]{56})(?![A-Za-z0-9+/=_-])/,
      confidence: 'certain',
      why: 'Whoever holds it downloads and deploys artifacts within its scope.',
      fix: 'Open Administration, User Management, Access Tokens, and revoke it.',
      examples: {
        leaks: {
          'line of a dotenv file': `JFROG_TOKEN=${btoa(`reftkn:01:${digits(10)}:${base62(27)}`)}`,
        },
        clean: { 'too short': 'cmVmdGtu is how they begin' },
      },
    },
  ],
})
