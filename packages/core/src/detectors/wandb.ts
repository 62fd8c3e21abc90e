import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Weights & Biases',
  docs: 'https://docs.wandb.ai/guides/models/track/public-api-guide',
  detectors: [
    {
      id: 'wandb-api-key',
      title: 'Weights & Biases API key',
      anchors: ['wandb_v1_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>wandb_v1_[A-Za-z0-9_]{77})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and writes the runs and artifacts of its owner.',
      fix: 'Open wandb.ai/authorize or User settings, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `WANDB_API_KEY=wandb_v1_${base62(77)}` },
        clean: { 'too short': `wandb_v1_${base62(9)} is cut off` },
      },
    },
  ],
})
