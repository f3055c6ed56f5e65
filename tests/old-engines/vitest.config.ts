import { defineConfig } from 'vitest/config'

/** The production build is a precondition, as in the browser tests: `npm run build`. */
export default defineConfig({
  test: {
    name: 'old engines',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['support/install.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
