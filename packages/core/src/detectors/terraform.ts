import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'HCP Terraform',
  docs: 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
  detectors: [
    {
      id: 'terraform-api-token',
      title: 'HCP Terraform API token',
      anchors: ['.atlasv1.'],
      back: 14,
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,72})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads state, with the secrets in it, and applies changes.',
      fix: 'Open app.terraform.io, Account settings, Tokens, and delete it.',
      examples: {
        leaks: { 'credentials of terraform': `token = "${base62(14)}.atlasv1.${base62(67)}"` },
        clean: { 'too short': 'they hold .atlasv1. in the middle' },
      },
    },
  ],
})
