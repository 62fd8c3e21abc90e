import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Prefect',
  docs: 'https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys',
  detectors: [
    {
      id: 'prefect-api-key',
      title: 'Prefect API key',
      anchors: ['pnu_', 'pnb_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>pn[ub]_[A-Za-z0-9]{36})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs and changes the flows of the workspaces of its owner.',
      fix: 'Open app.prefect.cloud, Account settings, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `PREFECT_API_KEY=pnu_${base62(36)}` },
        clean: { 'too short': `pnu_${base62(9)} is cut off` },
      },
    },
  ],
})
