import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Generated } from './generated.ts'

const folder = fileURLToPath(new URL('../src/detectors/', import.meta.url))

/** Writes the list of providers from the files of the folder. */
export function generateIndex(): Generated {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
    .map((file) => file.slice(0, -3))
    .sort()
  const imports = names.map((name) => `import ${camelCase(name)} from './${name}.ts'`)
  const entries = names.map((name) => `  ${camelCase(name)},`)
  const text = `// Generated from this folder by \`npm run generate\`.
import type { Provider } from '../detector.ts'
${imports.join('\n')}

export const providers: readonly Provider[] = [
${entries.join('\n')}
]
`
  return { path: 'packages/core/src/detectors/index.ts', text }
}

/** Names that begin with a digit or are words of the language get an underscore. */
function camelCase(name: string): string {
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return /^\d/.test(camel) ? `_${camel}` : camel
}
