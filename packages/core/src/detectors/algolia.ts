import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Algolia',
  docs: 'https://www.algolia.com/doc/guides/security/api-keys/',
  detectors: [
    {
      id: 'algolia-admin-key',
      title: 'Algolia API key',
      anchors: ['algolia'],
      pattern:
        /(?:ALGOLIA|[Aa]lgolia)(?![\w.-]{0,30}(?:SEARCH|[Ss]earch))[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{32})(?![\w-])/,
      why: 'Whoever holds an admin key reads, changes and deletes every index.',
      fix: 'Open dashboard.algolia.com, API Keys, and regenerate it.',
      examples: {
        leaks: { 'line of a dotenv file': `ALGOLIA_ADMIN_KEY=${hex(32)}` },
        clean: { 'read from the environment': 'ALGOLIA_ADMIN_KEY=$ADMIN_KEY' },
      },
    },
    {
      id: 'algolia-search-key',
      title: 'Algolia search key',
      anchors: ['algolia_search', 'algoliasearch', 'algolia_public_search', 'next_public_algolia'],
      pattern:
        /(?:(?:NEXT_PUBLIC_)?ALGOLIA|[Aa]lgolia)[\w.-]{0,12}(?:SEARCH|[Ss]earch)[\w.-]{0,20}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[0-9a-f]{32})(?![\w-])/,
      publishable: true,
      why: 'It searches and is meant for pages.',
      fix: 'Nothing needs to be revoked while it may only search.',
      examples: {
        leaks: { 'line of a dotenv file': `ALGOLIA_SEARCH_KEY=${hex(32)}` },
        clean: { 'read from the environment': 'ALGOLIA_SEARCH_KEY=$SEARCH_KEY' },
      },
    },
  ],
})
