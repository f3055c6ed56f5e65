import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findBrowser, namedBrowser } from '../browser'
import type { Machine, Need } from './plan'

const needs = [
  'browser',
  'letters',
  'curl',
  'php',
  'java',
  'nginx',
  'pgbouncer',
  'promtool',
] as const satisfies readonly Need[]

export function lookAtMachine(): Machine {
  const { platform, env } = process
  const there: Readonly<Record<Need, boolean>> = {
    browser: findBrowser() !== null,
    // The others bring Chinese along.
    letters: platform !== 'linux' || hasChinese(),
    curl: hasProgram('curl'),
    php: hasProgram('php'),
    // Without the compiler, java does not run a source file.
    java: hasProgram('javac'),
    nginx: hasProgram('nginx'),
    pgbouncer: hasProgram('pgbouncer'),
    promtool: hasProgram('promtool'),
  }
  return {
    uid: process.getuid?.() ?? null,
    system: platform === 'linux' ? systemOf(osRelease()) : null,
    ci: env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false',
    misnamed: namedBrowser() !== undefined && findBrowser() === null,
    missing: needs.filter((need) => !there[need]),
  }
}

function osRelease(): string {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
}

/** @param text of `/etc/os-release` */
export function systemOf(text: string): Machine['system'] {
  const [, id = ''] = /^ID="?([^"\n]*)/m.exec(text) ?? []
  const [, like = ''] = /^ID_LIKE="?([^"\n]*)/m.exec(text) ?? []
  const names = [id, ...like.split(' ')]
  if (names.includes('ubuntu')) return 'ubuntu'
  return names.includes('debian') ? 'debian' : null
}

/** The font that the pictures of the screens are made with. */
function hasChinese(): boolean {
  try {
    return execFileSync('fc-list', ['Noto Sans CJK SC', 'file']).length > 0
  } catch {
    return false
  }
}

export function hasProgram(name: string): boolean {
  // Debian keeps servers where a person's PATH may not lead.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return folders.some((folder) => existsSync(join(folder, file)))
}
