import type { TSESLint } from '@typescript-eslint/utils'

/** ESLint's own types know the tree of JavaScript alone; these know TypeScript and JSX as well. */
export type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>
export type SourceCode = Readonly<TSESLint.SourceCode>
export type Listeners = TSESLint.RuleListener
export type ReportDescriptor = TSESLint.ReportDescriptor<string>
export type Suggestion = TSESLint.SuggestionReportDescriptor<string>

/** The kind of the node that is the whole file: `Program` in JavaScript and what compiles to it. */
export function rootOf({ sourceCode }: Context): string {
  return sourceCode.ast.type
}
