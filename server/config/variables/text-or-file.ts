/** A variable that may be given as a path instead, with `_FILE` at the end of its name. */
import { readFileSync } from 'node:fs'
import { problem } from './problem'
import { optional, type Environment } from './variables'

/**
 * @returns undefined where neither is set
 * @throws ConfigError where both are, or the file cannot be read
 */
export function textOrFile(env: Environment, name: string): string | undefined {
  const text = optional(env, name)
  const file = optional(env, `${name}_FILE`)
  if (text !== undefined && file !== undefined) {
    throw problem(name, `is set twice: remove ${name} or ${name}_FILE.`)
  }
  if (file === undefined) return text
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing) throw problem(`${name}_FILE`, 'the file does not exist. Set its full path.')
    throw problem(`${name}_FILE`, 'the file cannot be read. Allow the backend’s user to read it.')
  }
}
