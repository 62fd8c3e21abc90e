import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'DeepSeek',
  docs: 'https://api-docs.deepseek.com/',
  detectors: [
    {
      id: 'deepseek-api-key',
      title: 'DeepSeek API key',
      anchors: ['deepseek'],
      pattern: /[^\r\n]{0,60}?(?<![A-Za-z0-9_-])(?<secret>sk-[0-9a-f]{32})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner.',
      fix: 'Open platform.deepseek.com/api_keys and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `DEEPSEEK_API_KEY=sk-${hex(32)}` },
        clean: { 'read from the environment': 'deepseek_key: process.env.DEEPSEEK_API_KEY' },
      },
    },
  ],
})
