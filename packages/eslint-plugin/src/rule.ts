import type { Rule } from 'eslint'
import type { Context, Listeners } from './context.ts'
import { mention } from './mention.ts'
import { noteRule } from './ownership.ts'

/** The configs a rule belongs to; the presets of frameworks take theirs from `client`. */
export type ConfigName = 'recommended' | 'client' | 'strict' | 'text' | 'project' | 'next'

/** A rule as its file declares it: the plugin, its documentation and its tests are made from this. */
export interface Declaration<Options extends object> {
  readonly name: string
  /** What it keeps from happening, in words that follow `Disallows` or `Requires`; no full stop. */
  readonly description: string
  /** For its page: why this is a fault, what to do instead, what stays silent. */
  readonly about: string
  readonly configs: readonly ConfigName[]
  /** `*` for rules that read the text alone; JavaScript and what compiles to it unless said. */
  readonly languages?: readonly ['*']
  readonly hasSuggestions?: true
  /** Sentences. They hold a preview of a secret at most, and so does whatever is filled in. */
  readonly messages: Readonly<Record<string, string>>
  readonly options?: { readonly [Name in keyof Options]: Option<Options[Name]> }
  /** Words of 3 characters and more; in a file without any of them the rule is not created. */
  readonly mentions?: readonly string[]
  readonly examples: Examples
  create(context: Context, options: Readonly<Options>): Listeners
}

export interface Option<Value> {
  readonly about: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly fallback: Value
}

/** Named by what makes them interesting: the names become titles of tests. */
export interface Examples {
  /** Each is reported, by this rule. */
  readonly leaks: Readonly<Record<string, Example | string>>
  /** This rule is silent about each. */
  readonly clean: Readonly<Record<string, Example | string>>
}

export interface Example {
  /** `{{stripe-secret-key}}` stands for such a secret, `{{hex 32}}` for so much made-up text. */
  readonly code: string
  /** `file.js` unless said. What it ends with decides about the parser or the language. */
  readonly filename?: string
  readonly options?: Readonly<Record<string, unknown>>
  /** Of `settings.keyward`. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Other files of its project, by path: for rules that look at more than a file. */
  readonly others?: Readonly<Record<string, string>>
  /** How many reports there are; one unless said. */
  readonly reports?: number
  /** What the code becomes by the first suggestion; `null` where there must be none. */
  readonly suggestion?: string | null
}

/** What ESLint takes, and what our documentation and tests are made from besides. */
export type KeywardRule = Rule.RuleModule & {
  readonly declaration: Declaration<Record<string, unknown>>
}

export function defineRule<Options extends object = Record<string, never>>(
  declaration: Declaration<Options>,
): KeywardRule {
  const { name, description, configs, languages, hasSuggestions, messages } = declaration
  const fallbacks = fallbacksOf(declaration)
  const optionsFrom = reader(fallbacks)
  const isMentioned = declaration.mentions && mention(declaration.mentions)
  const rule = {
    meta: {
      type: 'problem',
      docs: {
        description: `${name.startsWith('require-') ? 'Requires' : 'Disallows'} ${description}`,
        recommended: configs.includes('recommended'),
        // The page lies beside the code, so that it fits the version that is installed.
        url: new URL(`../docs/rules/${name}.md`, import.meta.url).href,
      },
      languages: languages ?? ['js/js'],
      messages,
      schema: schemaOf(declaration),
      ...(declaration.options ? { defaultOptions: [fallbacks] } : {}),
      ...(hasSuggestions ? { hasSuggestions } : {}),
    },
    create(context: Context): Listeners {
      noteRule(context, name)
      if (isMentioned && !isMentioned(context)) return {}
      return declaration.create(context, optionsFrom(context.options[0] as Options | undefined))
    },
    declaration,
  }
  // ESLint's own types know no syntax but that of JavaScript.
  return rule as unknown as KeywardRule
}

/** ESLint 8 does not know defaults, and ESLint 9 has put them in already. Files share what is given. */
function reader<Options extends object>(
  fallbacks: Options,
): (given: Options | undefined) => Options {
  let latest: Options | undefined
  let options = fallbacks
  return (given) => {
    if (given !== latest) options = { ...fallbacks, ...given }
    latest = given
    return options
  }
}

function fallbacksOf<Options extends object>({ options }: Declaration<Options>): Options {
  const entries = Object.entries<Option<unknown>>(options ?? {})
  // Each name has a fallback of its own type, which entries do not tell.
  return Object.fromEntries(entries.map(([name, { fallback }]) => [name, fallback])) as Options
}

function schemaOf<Options extends object>({ options }: Declaration<Options>): readonly object[] {
  if (options === undefined) return []
  const entries = Object.entries<Option<unknown>>(options)
  const properties = entries.map(([name, { about, schema }]) => [
    name,
    { description: about, ...schema },
  ])
  return [
    {
      type: 'object',
      description: 'What the rule is to do differently.',
      properties: Object.fromEntries(properties) as object,
      additionalProperties: false,
    },
  ]
}
