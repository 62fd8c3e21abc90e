// `npm run new detector acme`: the first version of a detector file, and the index with it in.
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './set-up.js'

const scaffolds: Record<string, Scaffold> = {
  detector: { file: (name) => `packages/core/src/detectors/${name}.ts`, text: detector },
}

interface Scaffold {
  readonly file: (name: string) => string
  readonly text: (name: string) => string
}

const [kind = '', name = ''] = process.argv.slice(2)
const scaffold = scaffolds[kind]
if (scaffold === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  refuse(`Usage: npm run new ${Object.keys(scaffolds).join('|')} NAME (a kebab-case name).`)
} else {
  write(scaffold, name)
}

function write(scaffold: Scaffold, name: string) {
  const file = join(root, scaffold.file(name))
  if (existsSync(file)) {
    refuse(`${scaffold.file(name)} is there already.`)
    return
  }
  writeFileSync(file, scaffold.text(name))
  const generate = ['--import', 'tsx', 'packages/core/generate/index.ts']
  process.exitCode =
    spawnSync(process.execPath, generate, { cwd: root, stdio: 'inherit' }).status ?? 1
  console.log(`Written: ${relative(process.cwd(), file)}. Fill it in, then run: npm run generate`)
}

function refuse(reason: string) {
  console.error(reason)
  process.exitCode = 2
}

function detector(name: string): string {
  const title = name.replace(
    /(^|-)([a-z])/g,
    (_, dash: string, letter: string) => `${dash && ' '}${letter.toUpperCase()}`,
  )
  const prefix = `${name.replaceAll('-', '_')}_`
  return `import { defineProvider } from '../detector.ts'
import { base62 } from '../sample.ts'

export default defineProvider({
  name: '${title}',
  docs: 'https://example.com/docs/authentication',
  detectors: [
    {
      id: '${name}-api-key',
      title: '${title} API key',
      anchors: ['${prefix}'],
      pattern: /\\b(?<secret>${prefix}[A-Za-z0-9]{32})\\b/,
      why: 'Whoever holds it can use the API as the account that made it.',
      fix: 'Open the API keys of the account, revoke this one, and make another.',
      examples: {
        leaks: {
          'line of a dotenv file': \`${name.replaceAll('-', '_').toUpperCase()}_API_KEY=${prefix}\${base62(32)}\`,
        },
        clean: { placeholder: '${name.replaceAll('-', '_').toUpperCase()}_API_KEY=${prefix}your-key' },
      },
    },
  ],
})
`
}
