import { defineConfig } from 'vitest/config'

export default defineConfig({
  // A clone is tested without a build.
  ssr: { resolve: { conditions: ['source', 'module', 'node'] } },
  test: {
    include: ['packages/*/{src,generate}/**/*.test.ts', 'test/**/*.test.ts'],
    // Nothing here is timed, and machines are shared: only what hangs is to fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
