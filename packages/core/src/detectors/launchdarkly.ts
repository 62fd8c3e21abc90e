import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'LaunchDarkly',
  docs: 'https://launchdarkly.com/docs/home/account/api',
  detectors: [
    {
      id: 'launchdarkly-access-token',
      title: 'LaunchDarkly API access token',
      anchors: ['api-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the flags that its role allows.',
      fix: 'Open Organization settings, Authorization, and delete or reset the token.',
      examples: {
        leaks: {
          'line of a dotenv file': `LAUNCHDARKLY_ACCESS_TOKEN=api-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'name of a host': 'api-production-1.acme.example' },
      },
    },
    {
      id: 'launchdarkly-sdk-key',
      title: 'LaunchDarkly SDK key',
      anchors: ['sdk-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads every flag of the environment with its targeting rules.',
      fix: 'Open the environment, SDK keys, and rotate it.',
      examples: {
        leaks: {
          'line of a dotenv file': `LAUNCHDARKLY_SDK_KEY=sdk-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'name of a package': 'install sdk-core-2 first' },
      },
    },
    {
      id: 'launchdarkly-mobile-key',
      title: 'LaunchDarkly mobile key',
      anchors: ['mob-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>mob-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
      publishable: true,
      why: 'It reads the flags that are open to mobile apps and is meant to ship with them.',
      fix: 'Open the environment, SDK keys, and reset the mobile key.',
      examples: {
        leaks: {
          'constant of an app': `let mobileKey = "mob-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}"`,
        },
        clean: { 'name of a class': 'mob-spawner-block' },
      },
    },
  ],
})
