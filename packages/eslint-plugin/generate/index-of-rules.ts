import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../src/rules/', import.meta.url))

const generated = ['index.ts', 'names.ts']

/** Writes the list of rules from the files of the folder. */
export function generateIndexOfRules(): { path: string; text: string }[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => !generated.includes(file))
    .map((file) => file.slice(0, -3))
    .sort()
  return [indexOf(names), namesOf(names)]
}

function indexOf(names: readonly string[]): { path: string; text: string } {
  const imports = names.map((name) => `import ${camelCase(name)} from './${name}.ts'`)
  const entries = names.map((name) => `  '${name}': ${camelCase(name)},`)
  const text = `// Generated from this folder by \`npm run generate\`.
import type { KeywardRule } from '../rule.ts'
import type { RuleName } from './names.ts'
${imports.join('\n')}

export const rules = {
${entries.join('\n')}
} satisfies Readonly<Record<RuleName, KeywardRule>>
`
  return { path: 'packages/eslint-plugin/src/rules/index.ts', text }
}

/** Apart from the rules: who uses the plugin has the types of their names, and not of the rules. */
function namesOf(names: readonly string[]): { path: string; text: string } {
  const text = `// Generated from this folder by \`npm run generate\`.
export type RuleName =
${names.map((name) => `  | '${name}'`).join('\n')}
`
  return { path: 'packages/eslint-plugin/src/rules/names.ts', text }
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
