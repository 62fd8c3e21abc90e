import { defineProvider } from '../detector.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Auth0',
  docs: 'https://auth0.com/docs/get-started/applications/rotate-client-secret',
  detectors: [
    {
      id: 'auth0-client-secret',
      title: 'Auth0 client secret',
      anchors: ['auth0'],
      pattern:
        /(?:AUTH0|[Aa]uth0)[\w.-]{0,20}(?:SECRET|[Ss]ecret)["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>[A-Za-z0-9_-]{64})(?![\w-])/,
      why: 'Whoever holds it poses as the application when people sign in, or calls APIs as it.',
      fix: 'Open manage.auth0.com, Applications, the application, Settings, and rotate the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `AUTH0_CLIENT_SECRET=${base64url(64)}` },
        clean: {
          'read from the environment': 'auth0ClientSecret: process.env.AUTH0_CLIENT_SECRET',
        },
      },
    },
  ],
})
