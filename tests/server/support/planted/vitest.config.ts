import { defineConfig } from 'vitest/config'
import { serverProject } from '../../../../vitest.config'

/** The server tests' own project, except that its one test fails. */
export default defineConfig({
  ...serverProject,
  test: { ...serverProject.test, include: ['tests/server/support/planted/fails.ts'] },
})
