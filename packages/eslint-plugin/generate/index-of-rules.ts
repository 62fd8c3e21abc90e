import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../src/rules/', import.meta.url))

/** Writes the list of rules from the files of the folder. */
export function generateIndexOfRules(): { path: string; text: string } {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
    .map((file) => file.slice(0, -3))
    .sort()
  const imports = names.map((name) => `import ${camelCase(name)} from './${name}.ts'`)
  const entries = names.map((name) => `  '${name}': ${camelCase(name)},`)
  const text = `// Generated from this folder by \`npm run generate\`.
import type { KeywardRule } from '../rule.ts'
${imports.join('\n')}

export const rules = {
${entries.join('\n')}
} satisfies Readonly<Record<string, KeywardRule>>
`
  return { path: 'packages/eslint-plugin/src/rules/index.ts', text }
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
