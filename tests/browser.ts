import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'

/** Debian's, Chrome's and others' places; `CHROMIUM_PATH` comes before them all. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium that is there: the one that was named, else Playwright's own, else an installed one. */
export function browserOptions(): LaunchOptions {
  const named = process.env['CHROMIUM_PATH']
  const own = existsSync(chromium.executablePath()) ? undefined : installed.find(existsSync)
  const executablePath = named ?? own
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
