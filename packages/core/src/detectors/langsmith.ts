import { defineProvider } from '../detector.ts'
import { base62, hex } from '../sample.ts'

export default defineProvider({
  name: 'LangSmith',
  docs: 'https://docs.langchain.com/langsmith/create-account-api-key',
  detectors: [
    {
      id: 'langsmith-api-key',
      title: 'LangSmith API key',
      anchors: ['lsv2_pt_', 'lsv2_sk_'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the traces of the workspace, prompts and answers included.',
      fix: 'Open smith.langchain.com, Settings, API Keys, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `LANGSMITH_API_KEY=lsv2_pt_${hex(32)}_${hex(10)}` },
        clean: { 'too short': `lsv2_pt_${base62(9)} is cut off` },
      },
    },
  ],
})
