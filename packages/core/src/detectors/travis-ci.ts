import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Travis CI',
  docs: 'https://docs.travis-ci.com/user/triggering-builds/',
  detectors: [
    {
      id: 'travis-ci-token',
      title: 'Travis CI access token',
      anchors: ['travis'],
      pattern:
        /(?:TRAVIS|[Tt]ravis)[\w.-]{0,20}(?:TOKEN|[Tt]oken|KEY|[Kk]ey)["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9_-]{22})(?![\w-])/,
      check: (secret) => (/\d/.test(secret) && /[A-Z]/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it starts builds and reads the settings of the repositories of its owner.',
      fix: 'Open app.travis-ci.com, Settings, and regenerate the token.',
      examples: {
        leaks: { 'line of a dotenv file': `TRAVIS_TOKEN=${base64url(22)}` },
        clean: { 'read from the environment': 'travis_token: process.env.TRAVIS_TOKEN' },
      },
    },
  ],
})
