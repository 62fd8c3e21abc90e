import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'Airtable',
  docs: 'https://airtable.com/developers/web/api/authentication',
  detectors: [
    {
      id: 'airtable-personal-token',
      title: 'Airtable personal access token',
      anchors: ['airtable', 'bearer pat', '=pat', "'pat", '"pat', '`pat', ': pat'],
      pattern:
        /(?:["'`=]|: |[Bb]earer |(?:AIRTABLE|[Aa]ir[Tt]able)[^\r\n]{0,60}?)(?<![A-Za-z0-9])(?<secret>pat[A-Za-z0-9]{14}\.[0-9a-f]{64})(?![A-Za-z0-9])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the bases within its scopes.',
      fix: 'Open airtable.com/create/tokens, and regenerate or delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `AIRTABLE_TOKEN=pat${base62(14)}.${hex(64)}`,
          'argument of a client': `new Airtable({ apiKey: 'pat${base62(14)}.${hex(64)}' })`,
        },
        clean: { 'word that begins so': 'airtable path: "pathways.to.somewhere"' },
      },
    },
    {
      id: 'airtable-legacy-key',
      title: 'Airtable API key (legacy)',
      anchors: ['airtable'],
      pattern:
        /(?:AIRTABLE|[Aa]ir[Tt]able)[^\r\n]{0,40}?(?<![A-Za-z0-9])(?<secret>key[A-Za-z0-9]{14})(?![A-Za-z0-9_-])/,
      check: (secret) => (/\d/.test(secret) ? 'possible' : rejected('words')),
      why: 'Such keys stopped working in 2024; it tells which account had one.',
      fix: 'Nothing needs to be revoked; use a personal access token instead.',
      examples: {
        leaks: { 'line of a dotenv file': `AIRTABLE_API_KEY=key${base62(14)}` },
        clean: { 'name of a file': 'airtable/keyOfTheFirstTable.js' },
      },
    },
  ],
})
