import { defineConfig } from '@playwright/test'
import { browserOptions } from '../browser'

/** The gallery has to be built: `npm run build:gallery`. */
export default defineConfig({
  testDir: '.',
  reporter: 'list',
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90_000,
  // The pictures that are kept are the contact sheets of the docs themselves.
  snapshotPathTemplate: '../../docs/screens/{arg}{ext}',
  outputDir: '../../test-results/screens',
  expect: {
    timeout: 15_000,
    // Of a sheet of eight phones: letters that another machine draws a little softer pass, one button of
    // another colour in one of the phones does not.
    toMatchSnapshot: { threshold: 0.2, maxDiffPixelRatio: 0.002 },
  },
  use: {
    browserName: 'chromium',
    launchOptions: { ...browserOptions(), chromiumSandbox: process.getuid?.() !== 0 },
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
  },
})
