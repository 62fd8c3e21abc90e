import { perFile } from './per-file.ts'

/** The path of a file from where ESLint runs, with `/` between its parts. */
export const pathOf = perFile(({ filename, cwd }) => {
  const path = slashed(filename)
  // Without a folder it runs in there is nothing to be relative to: oxlint, a playground.
  const root = `${slashed(cwd)}/`
  return path.startsWith(root) ? path.slice(root.length) : path
})

function slashed(path: string | undefined): string {
  if (path === undefined) return ''
  return path.includes('\\') ? path.replaceAll('\\', '/') : path
}

/** Whether a file is a test, or something that only tests read. */
export const isTest = perFile((context) => test.test(pathOf(context)))

const test =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|__snapshots__|tests?|specs?|e2e|cypress|playwright|fixtures?|mocks?|testdata|test-utils|testing|benchmarks?)\/|(?:^|[./_-])(?:tests?|specs?|e2e|cy|mocks?|fixtures?|stories|story|bench)\.[cm]?[jt]sx?$|\.(?:test|spec|snap)\.\w+$/i
