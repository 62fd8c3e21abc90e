import type { Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import ts from 'typescript'

/**
 * Leaves the examples out of what is bundled: they are for tests and the reference, and computing
 * them is a quarter of the time that loading takes.
 */
export const withoutExamples: Plugin = {
  name: 'without examples',
  setup(build) {
    build.onLoad(
      {
        filter:
          /[/\\](?:core[/\\]src[/\\]detectors|eslint-plugin[/\\]src[/\\]rules)[/\\][\w-]+\.ts$/,
      },
      async ({ path }) => ({
        contents: cutExamples(await readFile(path, 'utf8')),
        loader: 'ts',
      }),
    )
  },
}

function cutExamples(text: string): string {
  const file = ts.createSourceFile('detectors.ts', text, ts.ScriptTarget.Latest)
  const cuts: ts.PropertyAssignment[] = []
  visit(file)
  return cuts.reduceRight(
    (rest, { pos, end }) => rest.slice(0, pos) + rest.slice(rest[end] === ',' ? end + 1 : end),
    text,
  )

  function visit(node: ts.Node): void {
    if (ts.isPropertyAssignment(node) && isExamples(node.name)) cuts.push(node)
    else ts.forEachChild(node, visit)
  }
}

function isExamples(name: ts.PropertyName): boolean {
  return ts.isIdentifier(name) && name.text === 'examples'
}
