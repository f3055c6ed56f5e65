import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// whoever runs this, noon is noon in China
process.env.TZ = 'Asia/Shanghai'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Files of a worker share what they import, since nothing of ours keeps anything beside what it returns: with
 * modules of its own for each file, a run takes a third more of the processor.
 */
const onNode = {
  environment: 'node',
  isolate: false,
  setupFiles: ['tests/leaves-no-trace.ts'],
}

/** The client of its sources: what is packed and built of it has a test of its own. */
const resolve = {
  alias: { '@': at('./src'), '@paymax-checkout/merchant': at('./clients/node/src/index.ts') },
}

export const serverProject = {
  resolve,
  test: {
    name: 'server',
    ...onNode,
    include: ['tests/{server,campaign}/**/*.test.ts'],
    globalSetup: [
      'tests/server/support/postgres.ts',
      'tests/server/support/key-pairs.ts',
      'tests/server/support/build-folder.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // what is waited for comes as soon as it is there; a busy machine needs longer
    expect: { poll: { timeout: 20_000 } },
  },
}

export default defineConfig({
  test: {
    // Most of the server's files wait: for a database, a process, a clock. Two at a time left two cores idle
    // for seven tenths of the time.
    maxWorkers: 2 * availableParallelism(),
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          ...onNode,
          include: ['tests/unit/**/*.test.ts'],
          // some start ESLint or TypeScript, which a busy machine takes longer for than the default of 5 s
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        plugins: [vue()],
        test: {
          name: 'component',
          environment: 'happy-dom',
          include: ['tests/component/**/*.test.ts'],
          setupFiles: ['tests/component/setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'simulation',
          ...onNode,
          include: ['tests/simulation/**/*.test.ts'],
          globalSetup: ['tests/server/support/postgres.ts'],
          testTimeout: 120_000,
        },
      },
      serverProject,
    ],
  },
})
