import { defineProvider } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Render',
  docs: 'https://render.com/docs/api#1-create-an-api-key',
  detectors: [
    {
      id: 'render-api-key',
      title: 'Render API key',
      anchors: ['rnd_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>rnd_[A-Za-z0-9]{28,36})(?![A-Za-z0-9_-])/,
      check: (secret) => (/\d/.test(secret) && /[A-Z]/.test(secret) ? 'likely' : rejected('words')),
      why: 'Whoever holds it deploys services and reads their environment variables.',
      fix: 'Open dashboard.render.com, Account Settings, API Keys, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `RENDER_API_KEY=rnd_${base62(28)}` },
        clean: { 'name of a function': 'rnd_generator_for_the_simulation' },
      },
    },
  ],
})
