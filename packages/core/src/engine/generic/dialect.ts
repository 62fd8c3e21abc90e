import type { Place } from '../../place.ts'

/**
 * How a text is read. `code`: a bare word is a reference. `data`: a bare word is a value, to the
 * end of its line. `shell`: a bare word is a value, to the next space. `markup`: values stand in
 * attributes and elements. `prose`: anything, quoted from anywhere.
 */
export type Language = 'code' | 'data' | 'shell' | 'markup' | 'prose'

/** What a text is for, as far as its path tells. */
export type Role = 'product' | 'test' | 'example' | 'docs' | 'translation' | 'vendor'

export interface Dialect {
  readonly language: Language
  readonly extension: string
}

export function dialectOf(place: Place): Dialect {
  const file = place.path.slice(place.path.lastIndexOf('/') + 1).toLowerCase()
  const extension = extensionOf(file)
  return { language: languages.get(extension) ?? languageOfName(file), extension }
}

const languages: ReadonlyMap<string, Language> = new Map(
  Object.entries({
    code:
      'go py pyx pyi js mjs cjs jsx ts mts cts tsx vue svelte java kt kts scala groovy gradle c cc cpp ' +
      'cxx h hpp hh m mm cs vb fs swift rs rb erb rake php phtml pl pm lua dart ex exs eex erl hrl clj ' +
      'cljs hs ml r jl nim zig sol sql proto graphql cr d pas coffee jsp ipynb tf hcl',
    data:
      'json json5 jsonc yml yaml toml properties ini conf cfg config cnf env envrc plist netrc ' +
      'npmrc pypirc rsp template tpl j2 dist sample example tfvars lock manifest reg',
    shell: 'sh bash zsh fish bat cmd ps1 psm1 dockerfile containerfile makefile mk',
    markup: 'xml html htm xhtml svg resx axaml xaml csproj props targets wsdl xsd',
    prose: 'md mdx markdown rst adoc asciidoc txt text log org tex cast csv tsv',
  }).flatMap(([language, extensions]) =>
    extensions.split(' ').map((extension) => [extension, language as Language] as const),
  ),
)

function extensionOf(file: string): string {
  if (file.startsWith('.env')) return 'env'
  const dot = file.lastIndexOf('.')
  return dot < 0 ? file : file.slice(dot + 1)
}

function languageOfName(file: string): Language {
  return /docker|make|jenkins|vagrant|proc|\brc$|profile/.test(file) ? 'shell' : 'data'
}

/** A folder for each role that a folder gives; a name may give one of its own. */
const folders = ['', 'lang/', 'vendor/', 'tests/', 'examples/', 'docs/']

/** Wherever a file of this name may stand: at no other place anything else is found in it. */
export function placesOf(name: string): Place[] {
  return folders.map((folder) => ({ path: folder + name }))
}

export function roleOf(place: Place): Role {
  const path = place.path.toLowerCase()
  if (/(^|\/)(locales?|i18n|l10n|lang|langs|languages?|translations?|intl)\//.test(path))
    return 'translation'
  if (/(^|[/._-])(vendor|node_modules|third[_-]?party|bower_components)\//.test(path))
    return 'vendor'
  if (
    /(^|[/._-])(tests?|specs?|testing|fixtures?|mocks?|__tests__|testdata|e2e|cypress)([/._-]|$)/.test(
      path,
    )
  )
    return 'test'
  if (/tests?\.[a-z]+$|spec\.[a-z]+$/.test(path)) return 'test'
  if (/(^|[/._-])(examples?|samples?|demos?|tutorials?|templates?)([/._-]|$)/.test(path))
    return 'example'
  if (
    /(^|\/)(docs?|documentation|wiki|man)\/|\.(md|mdx|rst|adoc|markdown)$|readme|changelog/.test(
      path,
    )
  )
    return 'docs'
  return 'product'
}
