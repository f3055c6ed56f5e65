import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { problem } from './variables/problem'
import { optional, type Environment } from './variables/variables'

/** The absolute folder of the merchant's theme; null where there is none. */
export function themeDir(env: Environment): string | null {
  const path = optional(env, 'THEME_DIR')
  if (path === undefined) return null
  const dir = resolve(path)
  if (!reads(() => readdirSync(dir))) {
    throw problem('THEME_DIR', 'is not a readable folder: correct the path or the permissions.')
  }
  if (!reads(() => readFileSync(join(dir, 'theme.css')))) {
    throw problem('THEME_DIR', 'has no readable theme.css: add one, or leave THEME_DIR unset.')
  }
  return dir
}

function reads(look: () => unknown): boolean {
  try {
    look()
    return true
  } catch {
    return false
  }
}
