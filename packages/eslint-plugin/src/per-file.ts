import type { Context } from './context.ts'

type Facts = ({ readonly fact: unknown } | undefined)[]

/** By the tree: oxlint has one `sourceCode` for all files, but a tree for each. */
const known = new WeakMap<object, Facts>()
let latest: { readonly tree: object; readonly facts: Facts } | undefined
let kinds = 0

/** What is worked out once for a file, when it is first asked for, and shared by all rules. */
export function perFile<Fact>(workOut: (context: Context) => Fact): (context: Context) => Fact {
  const kind = kinds++
  return (context) => {
    const facts = factsOf(context.sourceCode.ast)
    // What stands at its number was worked out by this very function.
    const made = facts[kind] as { readonly fact: Fact } | undefined
    if (made) return made.fact
    const fact = workOut(context)
    facts[kind] = { fact }
    return fact
  }
}

/** One file is linted after the other, so nearly always the latest is asked about. */
function factsOf(tree: object): Facts {
  if (latest?.tree === tree) return latest.facts
  const facts = known.get(tree) ?? []
  known.set(tree, facts)
  latest = { tree, facts }
  return facts
}
