import { defineProvider } from '../detector.ts'
import { base64, hex } from '../sample.ts'

export default defineProvider({
  name: 'DigitalOcean',
  docs: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  detectors: [
    {
      id: 'digitalocean-personal-token',
      title: 'DigitalOcean personal access token',
      anchors: ['dop_v1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dop_v1_[0-9a-f]{64})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it creates and destroys droplets, databases and domains of the team.',
      fix: 'Open cloud.digitalocean.com, API, Tokens, and delete it.',
      examples: {
        leaks: { 'variables of Terraform': `do_token = "dop_v1_${hex(64)}"` },
        clean: { 'too short': `dop_v1_${hex(12)} is cut off` },
      },
    },
    {
      id: 'digitalocean-oauth-token',
      title: 'DigitalOcean OAuth token',
      anchors: ['doo_v1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>doo_v1_[0-9a-f]{64})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Whoever holds it does what the app may do for the account that authorised it.',
      fix: 'Open cloud.digitalocean.com, API, Authorized applications, and revoke the app.',
      examples: {
        leaks: { 'header of a request': `Authorization: Bearer doo_v1_${hex(64)}` },
        clean: { 'too short': `doo_v1_${hex(12)} is cut off` },
      },
    },
    {
      id: 'digitalocean-refresh-token',
      title: 'DigitalOcean refresh token',
      anchors: ['dor_v1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dor_v1_[0-9a-f]{64})(?![A-Za-z0-9_])/,
      confidence: 'certain',
      why: 'Together with the client secret it fetches new access tokens.',
      fix: 'Open cloud.digitalocean.com, API, Authorized applications, and revoke the app.',
      examples: {
        leaks: { 'answer kept as JSON': `{"refresh_token": "dor_v1_${hex(64)}"}` },
        clean: { 'too short': `dor_v1_${hex(12)} is cut off` },
      },
    },
    {
      id: 'digitalocean-spaces-secret',
      title: 'DigitalOcean Spaces secret key',
      anchors: ['spaces_secret', 'do_spaces', 'spacessecret'],
      pattern:
        /[A-Za-z_]{9,32}["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{43})(?![A-Za-z0-9+/=_-])/,
      why: 'With its access key it reads and writes the buckets of the team.',
      fix: 'Open cloud.digitalocean.com, Spaces Object Storage, Access Keys, and regenerate or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `SPACES_SECRET_ACCESS_KEY=${base64(43)}` },
        clean: { 'read from the environment': 'SPACES_SECRET_ACCESS_KEY=${SPACES_SECRET}' },
      },
    },
  ],
})
