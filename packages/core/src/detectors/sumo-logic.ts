import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Sumo Logic',
  docs: 'https://help.sumologic.com/docs/manage/security/access-keys/',
  detectors: [
    {
      id: 'sumo-logic-access-key',
      title: 'Sumo Logic access key',
      anchors: ['sumo'],
      pattern:
        /(?:SUMO|[Ss]umo)[\w.-]{4,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9]{64})(?![\w-])/,
      check: (secret) =>
        /[A-Z]/.test(secret) && /\d/.test(secret) ? 'likely' : rejected('common'),
      why: 'With its access id it searches the logs and manages collectors as its owner.',
      fix: 'Open Administration, Security, Access Keys, in Sumo Logic, and deactivate and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `SUMO_ACCESS_KEY=${base62(64)}` },
        clean: { 'read from the environment': 'SUMO_ACCESS_KEY=$KEY' },
      },
    },
  ],
})
