import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Databricks',
  docs: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
  detectors: [
    {
      id: 'databricks-personal-token',
      title: 'Databricks personal access token',
      anchors: ['dapi'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dapi[0-9a-f]{32}(?:-\d)?)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs notebooks and jobs as its owner and reads the data they may read.',
      fix: 'Open Settings, Developer, Access tokens, in the workspace, and revoke it.',
      examples: {
        leaks: {
          'profile of the command line': `[DEFAULT]
token = dapi${hex(32)}`,
        },
        clean: { 'name of a function': 'dapiDataGetTopLongShortPositionRatio()' },
      },
    },
    {
      id: 'databricks-oauth-secret',
      title: 'Databricks OAuth secret',
      anchors: ['dose'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>dose[0-9a-f]{32})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it signs in as the service principal.',
      fix: 'Open the account console, User management, Service principals, the principal, and delete the secret.',
      examples: {
        leaks: { 'line of a dotenv file': `DATABRICKS_CLIENT_SECRET=dose${hex(32)}` },
        clean: { 'word in a text': 'the dose of the medicine' },
      },
    },
  ],
})
