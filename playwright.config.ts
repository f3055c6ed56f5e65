import { defineConfig } from '@playwright/test'
import { browserOptions } from './tests/browser'

/** The production build is a precondition: `npm run build`. */
export default defineConfig({
  testDir: 'tests/e2e',
  // Beside the screens': each run empties its own.
  outputDir: 'test-results/e2e',
  reporter: 'list',
  workers: 3,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90_000,
  // The one test of pictures holds those of the docs.
  snapshotPathTemplate: 'docs/images/{arg}{ext}',
  expect: {
    timeout: 15_000,
    // Letters drawn a little softer pass, another word on a button does not.
    toMatchSnapshot: { threshold: 0.2, maxDiffPixels: 100 },
  },
  use: {
    browserName: 'chromium',
    // Playwright leaves Chromium's own sandbox off unless it is asked for; root cannot have it.
    launchOptions: { ...browserOptions(), chromiumSandbox: process.getuid?.() !== 0 },
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
    screenshot: 'only-on-failure',
  },
})
