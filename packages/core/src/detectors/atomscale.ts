import { defineProvider } from '../detector.ts'
import { assignedTo, judgeNamedValue } from '../named-value.ts'
import { base62, hex } from '../sample.ts'

const names = String.raw`x[-_]api[-_]key|(?<![\w-])api[-_]?key|atomscale[\w.-]{0,40}?(?:key|token|secret)`
const value = String.raw`[A-Za-z0-9][\w.-]{15,127}(?![\w.(\[-])`

export default defineProvider({
  name: 'Atomscale',
  docs: 'https://docs.atomscale.ai',
  detectors: [
    {
      id: 'atomscale-api-key',
      title: 'Atomscale API key',
      anchors: ['x-api-key', 'x_api_key', 'api_key', 'api-key', 'apikey', 'atomscale'],
      pattern: assignedTo(names, value),
      // The key has no shape of its own, and other services use the same header.
      nearby: { words: ['atomscale'], within: 2000, required: true },
      check: judgeNamedValue,
      byContext: true,
      why: 'Whoever holds it can do what its permissions allow: read results, change or delete data, and with admin manage the team.',
      fix: 'Open Settings and API Keys in the Atomscale dashboard, find the key and click Revoke; it stops working at once. Generate another and read it from ATOMSCALE_API_KEY.',
      examples: {
        leaks: {
          'argument of the SDK': `from atomscale import Client\n\nclient = Client(api_key="${base62(40)}")`,
          'header object of a request': `headers = {\n    "X-API-KEY": "${base62(32)}"\n}\n\nresponse = requests.get("https://api.atomscale.ai/data_entries/", headers=headers)`,
          'header of a curl command': `curl https://api.atomscale.ai/data_entries/ \\\n  -H "X-API-KEY: ${base62(32)}"`,
          'header in single quotes and lower case': `fetch('https://api.atomscale.ai/samples', { headers: { 'x-api-key': '${hex(40)}' } })`,
          'variable of a shell': `export ATOMSCALE_API_KEY="${base62(36)}"`,
          'line of a dotenv file': `ATOMSCALE_API_KEY=${base62(36)}`,
          'name in camel case': `const atomscaleApiKey = '${base62(36)}'`,
          'member of JSON': `{ "atomscale": { "apiKey": "${base62(48)}" } }`,
          'line of YAML': `atomscale:\n  api-key: ${hex(32)}`,
          'default beside the variable': `os.environ.get("ATOMSCALE_API_KEY", "${base62(36)}")`,
        },
        clean: {
          'header of the documentation': 'X-API-KEY: YOUR_API_KEY\nhttps://api.atomscale.ai',
          'argument of the documentation':
            'from atomscale import Client\n\nclient = Client(api_key="YOUR_API_KEY")',
          'header object of the documentation':
            'headers = {\n    "X-API-KEY": "YOUR_API_KEY"\n}\nrequests.get("https://api.atomscale.ai/data_entries/", headers=headers)',
          'curl command of the documentation':
            'curl https://api.atomscale.ai/data_entries/ \\\n  -H "X-API-KEY: YOUR_API_KEY"',
          'variable of the documentation': 'export ATOMSCALE_API_KEY="your_api_key_here"',
          'variable that is read': 'api_key = os.environ.get("ATOMSCALE_API_KEY")',
          'variable of a settings object':
            'client = atomscale.Client(api_key=settings.atomscale_v2_api_key)',
        },
      },
    },
  ],
})
