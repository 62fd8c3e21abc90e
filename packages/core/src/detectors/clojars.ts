import { defineProvider } from '../detector.ts'
import { hex } from '../sample.ts'

export default defineProvider({
  name: 'Clojars',
  docs: 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens',
  detectors: [
    {
      id: 'clojars-deploy-token',
      title: 'Clojars deploy token',
      anchors: ['CLOJARS_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>CLOJARS_[0-9a-f]{60})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it publishes versions of the artifacts it covers.',
      fix: 'Open Deploy Tokens on Clojars and disable it.',
      examples: {
        leaks: { 'line of a dotenv file': `TOKEN=CLOJARS_${hex(60)}` },
        clean: { 'name of a variable': 'CLOJARS_PASSWORD is read from there' },
      },
    },
  ],
})
