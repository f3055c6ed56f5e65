import { spawn } from 'node:child_process'

const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Best effort: if it fails, the address is on the screen. */
export function openBrowser(url: string): void {
  const unwanted = process.env['DEMO_OPEN'] === '0' || process.env['CI'] !== undefined
  if (unwanted || !process.stdout.isTTY) return
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
