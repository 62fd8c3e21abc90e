import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'OpenAI',
  docs: 'https://platform.openai.com/docs/api-reference/authentication',
  detectors: [
    {
      id: 'openai-api-key',
      title: 'OpenAI API key',
      anchors: ['sk-proj-', 'sk-svcacct-', 'sk-None-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>sk-(?:proj|svcacct|None)-[A-Za-z0-9_-]{20,130}T3BlbkFJ[A-Za-z0-9_-]{20,130})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of the project and reads the files kept there.',
      fix: 'Open platform.openai.com, Settings, API keys, and revoke it.',
      examples: {
        leaks: {
          'line of a dotenv file': `OPENAI_API_KEY=sk-proj-${base64url(74)}T3BlbkFJ${base64url(74)}`,
        },
        clean: { placeholder: 'OPENAI_API_KEY=sk-proj-...' },
      },
    },
    {
      id: 'openai-admin-key',
      title: 'OpenAI admin key',
      anchors: ['sk-admin-'],
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>sk-admin-[A-Za-z0-9_-]{20,130}T3BlbkFJ[A-Za-z0-9_-]{20,130})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it manages the organisation: its people, its projects and their keys.',
      fix: 'Open platform.openai.com, Settings, Organization, Admin keys, and revoke it.',
      examples: {
        leaks: {
          'export in a script': `export OPENAI_ADMIN_KEY=sk-admin-${base64url(58)}T3BlbkFJ${base64url(58)}`,
        },
        clean: { placeholder: 'OPENAI_ADMIN_KEY=sk-admin-...' },
      },
    },
    {
      id: 'openai-legacy-api-key',
      title: 'OpenAI API key (legacy)',
      anchors: ['T3BlbkFJ'],
      back: 40,
      pattern:
        /(?<![A-Za-z0-9_-])(?<secret>sk-(?!proj-|svcacct-|None-|admin-)(?:[A-Za-z0-9]{1,16}-)?[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner, in every project of theirs.',
      fix: 'Open platform.openai.com, your profile, User API keys, and revoke it.',
      examples: {
        leaks: {
          'header of a request': `Authorization: Bearer sk-${base62(20)}T3BlbkFJ${base62(20)}`,
        },
        clean: { 'too short': `sk-${base62(4)}T3BlbkFJ is where they meet` },
      },
    },
  ],
})
