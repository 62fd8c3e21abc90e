import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: 'Ionic',
  docs: 'https://ionic.io/docs/appflow/cli/overview',
  detectors: [
    {
      id: 'ionic-access-token',
      title: 'Ionic access token',
      anchors: ['"ion_', '`ion_', "'ion_", '=ion_', ':ion_', ' ion_', '\nion_'],
      pattern: /["'`=: \n](?<secret>ion_[A-Za-z0-9]{42})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it starts builds and deploys apps as its owner.',
      fix: 'Open dashboard.ionicframework.com, Personal Settings, Personal Access Tokens, and delete it.',
      examples: {
        leaks: { 'line of a dotenv file': `IONIC_TOKEN=ion_${base62(42)}` },
        clean: { 'too short': `ion_${base62(9)} is cut off` },
      },
    },
  ],
})
