import { defineProvider } from '../detector.ts'
import { assignedTo, judgeNamedValue } from '../named-value.ts'
import { base62, hex } from '../sample.ts'

const names = String.raw`x[-_]api[-_]key|(?<![\w-])api[-_]?key|atomyx[\w.-]{0,40}?(?:key|token|secret)`
const value = String.raw`[A-Za-z0-9][\w.-]{15,127}(?![\w.(\[-])`

export default defineProvider({
  name: 'Atomyx',
  docs: 'https://docs.atomyx.io/getting-started/shared-concepts/api-keys',
  detectors: [
    {
      id: 'atomyx-api-key',
      title: 'Atomyx API key',
      anchors: ['x-api-key', 'x_api_key', 'api_key', 'api-key', 'apikey', 'atomyx'],
      pattern: assignedTo(names, value),
      // The key has no shape of its own, and other services use the same header.
      nearby: { words: ['atomyx'], within: 2000, required: true },
      check: judgeNamedValue,
      byContext: true,
      why: 'Whoever holds it can call Manage, Submit and Prepare in the environment it was made for.',
      fix: 'Open the API keys in Atomyx Vault or in the settings of the product, revoke the key and generate another for the same environment; read it from ATOMYX_API_KEY.',
      examples: {
        leaks: {
          'header of a curl command': `curl https://api.atomyx.io/v1/submissions -H 'X-API-Key: ${base62(40)}'`,
          'header that is set by a call': `// Atomyx Manage\nrequest.Header.Set("X-API-Key", "${base62(40)}")`,
          'argument of a client': `client = atomyx.Client(api_key="${hex(40)}")`,
          'one variable an environment': `ATOMYX_PRODUCTION_API_KEY=${base62(44)}`,
          'name in camel case': `export const settings = { atomyxApiKey: '${base62(32)}' }`,
          'line of YAML': `atomyx_api_key: ${base62(32)}`,
          'line of a properties file': `atomyx.api.key=${base62(32)}`,
        },
        clean: {
          'variable that is read': 'const key = process.env.ATOMYX_API_KEY',
          placeholder: 'ATOMYX_API_KEY=your_api_key_here',
          'name of a secret': 'atomyx_api_key: ${{ secrets.ATOMYX_API_KEY_2 }}',
          'sentence of the documentation':
            'API keys are used to authenticate API calls across Atomyx products.',
        },
      },
    },
  ],
})
