import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine, type Finding, fingerprint, providers } from '@keyward/core'
import { build } from 'esbuild'
import { Linter } from 'eslint'
import keyward from 'eslint-plugin-keyward'
import { describe, expect } from 'vitest'
import { madeUpSecret } from '../../fixtures/copy-out.ts'
import { folderWith, git, repositoryWith, run } from '../command.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

const engine = createEngine({
  detectors: providers.flatMap(({ detectors }) => detectors),
  today: '2026-01-01',
})
const atomscale = madeUpSecret('atomscale-api-key')
const autype = madeUpSecret('autype-api-key')
const operate = madeUpSecret('operate-api-key')

describe(owners.S, () => {
  for (const [number, header] of [
    [2, 'X-API-KEY'],
    [10, 'X-API-KEY'],
    [106, 'x-api-key'],
  ] as const) {
    seed(number, () => {
      const host = number === 106 ? 'api.operate.so' : 'api.atomscale.ai'
      const secret = number === 106 ? operate : atomscale
      expect(
        secrets(`fetch("https://${host}/x", { headers: { "${header}": "${secret}" } })`),
      ).toEqual([secret])
    })
  }

  seed(7, () => {
    const folder = folderWith({ '.env': `ATOMSCALE_API_KEY=${atomscale}\n` })
    for (const format of ['text', 'json', 'sarif']) {
      const { code, stdout, stderr } = run(['--format', format], folder)
      expect(code).toBe(1)
      expect(stdout + stderr).not.toContain(atomscale)
    }
  })

  for (const number of [8, 64, 83]) {
    seed(number, () => {
      const folder = repositoryWith({ 'settings.py': '# atomscale\n' })
      appendFileSync(join(folder, 'settings.py'), `ATOMSCALE_API_KEY = "${atomscale}"\n`)
      git(folder, 'add', '--all')
      expect(run(['staged'], folder).code).toBe(1)
      git(folder, 'commit', '--quiet', '--message', 'Settings')
      git(folder, 'rm', '--quiet', 'settings.py')
      git(folder, 'commit', '--quiet', '--message', 'Without')
      expect(run(['history'], folder).code).toBe(1)
    })
  }

  seed(11, () => {
    const client = 'from atomscale import Client\n\nclient = Client(api_key="HERE")\n'
    expectLeak(client, atomscale, 'YOUR_API_KEY')
  })

  seed(12, () => {
    const request = 'requests.get("https://api.atomscale.ai/data_entries/", headers=headers)'
    expectLeak(`headers = {\n    "X-API-KEY": "HERE"\n}\n${request}\n`, atomscale, 'YOUR_API_KEY')
  })

  seed(13, () => {
    const curl = 'curl https://api.atomscale.ai/data_entries/ \\\n  -H "X-API-KEY: HERE"\n'
    expectLeak(curl, atomscale, 'YOUR_API_KEY')
    expectLeak(`Once:\n\n\`\`\`bash\n${curl}\`\`\`\n`, atomscale, 'YOUR_API_KEY')
  })

  for (const [number, variable, secret] of [
    [15, 'ATOMSCALE_API_KEY', atomscale],
    [99, 'AUTYPE_API_KEY', autype],
    [119, 'OPERATE_API_KEY', operate],
  ] as const) {
    seed(number, () => {
      const [finding] = findings(`const ${variable} = '${secret}'`)
      expect(finding?.detector.fix).toContain(`read it from ${variable}`)
      expect(findings(`const key = process.env.${variable}`)).toEqual([])
    })
  }

  seed(16, () => {
    expect(findings('api_key = os.environ.get("ATOMSCALE_API_KEY")')).toEqual([])
    expectLeak('api_key = os.environ.get("ATOMSCALE_API_KEY", "HERE")', atomscale, '')
  })

  seed(17, () => {
    expectLeak('export ATOMSCALE_API_KEY="HERE"\n', atomscale, 'your_api_key_here')
  })

  for (const number of [59, 78, 103]) {
    seed(number, () => {
      const using = `pay('${operate}')`
      expect(linted(using, 'src/pay.test.js')).toEqual(['keyward/no-live-key-in-test'])
      expect(linted(using.replace('_live_', '_test_'), 'src/pay.test.js')).toEqual([])
      expect(linted('new Client(process.env.ACME_LIVE_API_KEY)', 'test/a.js')).toHaveLength(1)
    })
  }

  for (const number of [62, 79, 113, 120]) {
    seed(number, () => {
      for (const source of safeSources) expect([source, ...secrets(source)]).toEqual([source])
      // The same name with the key itself beside it is not passed over.
      expect(secrets(`OPERATE_API_KEY=${operate}`)).toEqual([operate])
    })
  }

  for (const number of [63, 82, 96, 97, 98, 121]) {
    seed(number, async () => {
      const folder = folderWith({
        'src/main.js': 'fetch("/x", { headers: { k: import.meta.env.KEY } })',
      })
      await build({
        absWorkingDir: folder,
        entryPoints: ['src/main.js'],
        outdir: 'dist',
        bundle: true,
        logLevel: 'silent',
        define: { 'import.meta.env.KEY': JSON.stringify(autype) },
      })
      const { code, stdout } = run(['bundle', 'dist'], folder)
      expect(code).toBe(1)
      expect(stdout).toContain('autype-api-key')
    })
  }

  seed(84, () => {
    const [staging] = findings(`AUTYPE_API_KEY=${autype}\n`, '.env.staging')
    const [production] = findings(`AUTYPE_API_KEY=${autype}\n`, '.env.production')
    expect(named(production)).toBe(named(staging))
    expect(named(findings(`OPERATE_API_KEY=${operate}`)[0])).not.toBe(named(staging))
  })

  seed(89, () => {
    for (const header of ['X-API-Key', 'x-api-key', 'X-API-KEY', 'X-Api-Key']) {
      expectLeak(
        `curl -H "${header}: HERE" https://api.autype.com/`,
        autype,
        'ak_your_api_key_here',
      )
    }
  })

  seed(90, () => {
    const curl = 'curl -H "X-API-Key: HERE" https://api.autype.com/api/v1/dev/...'
    expectLeak(curl, autype, 'ak_your_api_key_here')
  })

  seed(91, () => {
    expect(detectors(`key = "${autype}"`)).toEqual(['autype-api-key'])
    expect(detectors(`key = "zk_${autype.slice(3)}"`)).not.toContain('autype-api-key')
  })

  seed(92, () => {
    expect(detectors(`curl -H "Authorization: Bearer ${autype}" https://api.autype.com/`)).toEqual([
      'autype-api-key',
    ])
  })

  seed(100, () => {
    expectLeak('export AUTYPE_API_KEY=HERE\n', autype, 'ak_your_api_key_here')
  })

  seed(114, () => {
    const curl = 'curl -X GET https://api.operate.so/companies/list -H "x-api-key: HERE"'
    expectLeak(curl, operate, 'sk_live_abc123...')
    expect(detectors(curl.replace('HERE', operate))).toEqual(['operate-api-key'])
    const stripe = madeUpSecret('stripe-secret-key')
    expect(detectors(`const stripe = new Stripe("${stripe}")`)).toEqual(['stripe-secret-key'])
  })

  seed(122, () => {
    const places = {
      'www/app.js': `const operate = { apiKey: "${operate}" }`,
      'app.json': `{ "expo": { "extra": { "operateApiKey": "${operate}" } } }`,
      'android/app/src/main/res/values/strings.xml': `<string name="operate_api_key">${operate}</string>`,
      'ios/App/Info.plist': `<key>OperateApiKey</key>\n<string>${operate}</string>`,
    }
    for (const [path, text] of Object.entries(places)) {
      expect([path, ...secrets(text, path)]).toEqual([path, operate])
    }
  })
})

const safeSources = [
  'const key = process.env.OPERATE_API_KEY',
  'api_key = os.environ["ATOMSCALE_API_KEY"]',
  'OPERATE_API_KEY=op://production/operate/credential',
  'OPERATE_API_KEY: ${{ secrets.OPERATE_API_KEY }}',
  'operate_api_key: {{ vault_operate_api_key }}',
  'doppler run -- node server.js',
  'infisical run --env=production -- node server.js',
  'aws secretsmanager get-secret-value --secret-id operate/api-key',
  'OPERATE_API_KEY=arn:aws:secretsmanager:eu-west-1:123456789012:secret:operate/api-key',
  'const key = await secrets.getSecretValue({ SecretId: "operate/api-key" })',
]

function findings(text: string, path = 'example'): readonly Finding[] {
  return engine.scan(new TextEncoder().encode(text), { path }).findings
}

function secrets(text: string, path?: string): string[] {
  return findings(text, path).map(({ secret }) => secret.reveal())
}

function detectors(text: string): string[] {
  return findings(text).map(({ detector }) => detector.id)
}

/** Which rules an editor would show there. */
function linted(code: string, filename: string): (string | null)[] {
  const rules = { 'keyward/no-live-key-in-test': 'error' } as const
  const config = [{ plugins: { keyward }, rules }]
  return new Linter().verify(code, config, { filename }).map(({ ruleId }) => ruleId)
}

/** What a finding is known by in every file. */
function named(finding: Finding | undefined): string {
  if (!finding) throw new Error('Nothing was found.')
  return fingerprint('', finding.detector.id, finding.secret)
}

/** The documentation's own placeholder is no finding; a key in its place is one. */
function expectLeak(text: string, secret: string, placeholder: string): void {
  expect(secrets(text.replace('HERE', placeholder))).toEqual([])
  expect(secrets(text.replace('HERE', secret))).toEqual([secret])
}
