import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'PostHog',
  docs: 'https://posthog.com/docs/api',
  detectors: [
    {
      id: 'posthog-personal-key',
      title: 'PostHog personal API key',
      anchors: ['phx_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>phx_[A-Za-z0-9_-]{40,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the projects of its owner.',
      fix: 'Open Settings, Personal API keys, in PostHog, and roll or delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `POSTHOG_PERSONAL_API_KEY=phx_${base62(47)}` },
        clean: { 'too short': `phx_${base62(9)} is cut off` },
      },
    },
    {
      id: 'posthog-secret-key',
      title: 'PostHog feature flag or OAuth key',
      anchors: [
        '"phs_',
        "'phs_",
        '=phs_',
        ':phs_',
        ' phs_',
        '\nphs_',
        '"pha_',
        "'pha_",
        '=pha_',
        ':pha_',
        ' pha_',
        '\npha_',
        '"phr_',
        "'phr_",
        '=phr_',
        ':phr_',
        ' phr_',
        '\nphr_',
      ],
      pattern: /["'=: \n](?<secret>ph[sar]_[A-Za-z0-9]{40,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads feature flags, or acts for the person who authorised an app.',
      fix: 'Open Settings, Feature flags or Authorized apps, in PostHog, and rotate it.',
      examples: {
        leaks: { 'line of a dotenv file': `POSTHOG_SECURE_KEY=phs_${base62(47)}` },
        clean: { 'too short': `phs_${base62(9)} is cut off` },
      },
    },
    {
      id: 'posthog-project-key',
      title: 'PostHog project key',
      anchors: ['phc_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>phc_[A-Za-z0-9]{40,50})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It sends events into the project and is meant for pages.',
      fix: 'Nothing needs to be revoked.',
      examples: {
        leaks: { 'script of a page': `posthog.init('phc_${base62(43)}')` },
        clean: { 'too short': `phc_${base62(9)} is cut off` },
      },
    },
  ],
})
