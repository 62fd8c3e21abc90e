import { defineProvider } from '../detector.ts'
import { base62, base64url } from '../sample.ts'

export default defineProvider({
  name: 'NVIDIA',
  docs: 'https://docs.nvidia.com/ngc/gpu-cloud/ngc-private-registry-user-guide/index.html',
  detectors: [
    {
      id: 'nvidia-api-key',
      title: 'NVIDIA API key',
      anchors: ['nvapi-'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>nvapi-[A-Za-z0-9_-]{64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models at the cost of its owner.',
      fix: 'Open org.ngc.nvidia.com/setup/api-keys and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `NVIDIA_API_KEY=nvapi-${base64url(64)}` },
        clean: { 'too short': `nvapi-${base62(9)} is cut off` },
      },
    },
  ],
})
