import { defineConfig } from 'vitest/config'

export default defineConfig({
  // A clone is tested without a build.
  ssr: { resolve: { conditions: ['source', 'module', 'node'] } },
  test: { include: ['packages/*/{src,generate}/**/*.test.ts', 'test/**/*.test.ts'] },
})
