import { defineProvider } from '../detector.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'Anthropic',
  docs: 'https://docs.claude.com/en/api/overview',
  detectors: [
    {
      id: 'anthropic-api-key',
      title: 'Anthropic API key',
      anchors: ['sk-ant-api'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>sk-ant-api\d{2,3}-[\w-]{93}AA)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of the workspace.',
      fix: 'Open console.anthropic.com, Settings, API keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `ANTHROPIC_API_KEY=sk-ant-api03-${base64url(93)}AA` },
        clean: { placeholder: 'ANTHROPIC_API_KEY=sk-ant-api03-...' },
      },
    },
    {
      id: 'anthropic-admin-key',
      title: 'Anthropic admin key',
      anchors: ['sk-ant-admin'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>sk-ant-admin\d{2}-[\w-]{93}AA)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it manages the organisation: its members, workspaces and keys.',
      fix: 'Open console.anthropic.com, Settings, Admin keys, and delete it.',
      examples: {
        leaks: { 'export in a script': `export ADMIN_KEY=sk-ant-admin01-${base64url(93)}AA` },
        clean: { placeholder: 'key: sk-ant-admin01-...' },
      },
    },
    {
      id: 'anthropic-oauth-token',
      title: 'Anthropic OAuth token',
      anchors: ['sk-ant-oat', 'sk-ant-ort', 'sk-ant-sid'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>sk-ant-(?:oat|ort|sid)\d{2}-[\w-]{80,130}AA)(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it uses the subscription and the conversations of the person who signed in.',
      fix: 'Open claude.ai, Settings, Claude Code or Account, and revoke the session.',
      examples: {
        leaks: {
          'secret of a workflow': `claude_code_oauth_token: sk-ant-oat01-${base64url(93)}AA`,
        },
        clean: { placeholder: 'token: sk-ant-oat01-...' },
      },
    },
  ],
})
