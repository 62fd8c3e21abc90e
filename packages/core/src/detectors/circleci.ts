import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'CircleCI',
  docs: 'https://circleci.com/docs/guides/toolkit/managing-api-tokens/',
  detectors: [
    {
      id: 'circleci-token',
      title: 'CircleCI API token',
      anchors: ['CCIPAT_', 'CCIPRJ_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>CCIP(?:AT|RJ)_[A-Za-z0-9]{20,26}_[a-z0-9]{40})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it starts pipelines and reads their settings as its owner.',
      fix: 'Open app.circleci.com, User Settings, Personal API Tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `CIRCLE_TOKEN=CCIPAT_${base62(22)}_${hex(40)}` },
        clean: { 'too short': `CCIPAT_${base62(9)} is cut off` },
      },
    },
    {
      id: 'circleci-legacy-token',
      title: 'CircleCI API token (older form)',
      anchors: ['circle_token', 'circleci', 'circle-token'],
      pattern:
        /(?:CIRCLE|[Cc]ircle)[\w.-]{3,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-fA-F]{40})(?![\w-])/,
      why: 'Whoever holds it starts pipelines and reads their settings as its owner.',
      fix: 'Open app.circleci.com, User Settings, Personal API Tokens, and delete it.',
      examples: {
        leaks: { 'header of a request': `Circle-Token: ${hex(40)}` },
        clean: { 'revision of an orb': 'circleci/node@5.2.0' },
      },
    },
  ],
})
