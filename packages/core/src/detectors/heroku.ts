import { defineProvider } from '../detector.ts'
import { base64url, hex } from '../sample.ts'

const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`

export default defineProvider({
  name: 'Heroku',
  docs: 'https://devcenter.heroku.com/articles/authentication',
  detectors: [
    {
      id: 'heroku-api-key',
      title: 'Heroku API key',
      anchors: ['HRKU-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>HRKU-(?:[A-Za-z0-9_-]{60}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}))(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it deploys the apps of its owner and reads their config vars.',
      fix: 'Open dashboard.heroku.com, Account settings, and regenerate the API key.',
      examples: {
        leaks: { 'line of a dotenv file': `HEROKU_API_KEY=HRKU-AA${base64url(58)}` },
        clean: { 'too short': `HRKU-${base64url(9)} is cut off` },
      },
    },
    {
      id: 'heroku-legacy-api-key',
      title: 'Heroku API key (UUID)',
      anchors: ['heroku'],
      pattern:
        /(?:HEROKU|[Hh]eroku)[_.-]?(?:API|[Aa]pi|AUTH|[Aa]uth|ACCESS|[Aa]ccess)?[_.-]?(?:KEY|[Kk]ey|TOKEN|[Tt]oken|SECRET|[Ss]ecret)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?![0-9A-Za-z-])/,
      why: 'Whoever holds it deploys the apps of its owner and reads their config vars.',
      fix: 'Open dashboard.heroku.com, Account settings, and regenerate the API key.',
      examples: {
        leaks: { 'variable of a pipeline': `  HEROKU_API_KEY: ${uuid}` },
        clean: { 'id of an app': `curl https://api.heroku.com/apps/${uuid}` },
      },
    },
  ],
})
