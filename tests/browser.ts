import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'

/** Where systems put a Chromium or a Chrome; `CHROMIUM_PATH` comes before them all. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) =>
    join(process.env[name] ?? '', 'Google/Chrome/Application/chrome.exe'),
  ),
]

/** The browser that was named, whether it is there or not. */
export function namedBrowser(): string | undefined {
  return process.env['CHROMIUM_PATH']
}

/** The Chromium that is there: the one that was named, else Playwright's own, else an installed one. */
export function findBrowser(): string | null {
  const places = namedBrowser() ?? [chromium.executablePath(), ...installed]
  return [places].flat().find(existsSync) ?? null
}

export function browserOptions(): LaunchOptions {
  const found = findBrowser() ?? namedBrowser()
  // Playwright's own is left to it: without a window it starts a smaller one.
  const executablePath = found === chromium.executablePath() ? undefined : found
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
