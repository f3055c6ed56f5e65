/** The environment as a start reads it, with the files that it came from. */
import { existsSync, readFileSync } from 'node:fs'
import { ConfigError, readConfig } from '../config'
import { closingOf } from '../variables/open-file'
import type { Environment } from '../variables/variables'
import type { EnvironmentFile, ConfigInput } from './config-input'

/** @param paths the files that the environment was read from */
export function readConfigInput(
  env: Environment,
  paths: readonly string[],
  now: number,
): ConfigInput {
  const files = paths.flatMap(readEnvironmentFile)
  try {
    return { env, files, now, config: readConfig(env), refused: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { env, files, now, config: null, refused: error.problems }
  }
}

/**
 * @param options those of Node.js itself
 * @returns the files that this process was given its environment from
 */
export function environmentFiles(env: Environment, options: readonly string[]): string[] {
  const named = options.flatMap((option, at) => {
    const [, path] = /^--env-file(?:-if-exists)?=(.+)$/.exec(option) ?? []
    if (path !== undefined) return [path]
    return /^--env-file(-if-exists)?$/.test(option) ? (options[at + 1] ?? []) : []
  })
  return env['NODE_ENV'] === 'production' ? named : [...named, '.env']
}

function readEnvironmentFile(path: string): EnvironmentFile[] {
  if (!existsSync(path)) return []
  try {
    return [{ path, text: readFileSync(path, 'utf8'), closing: closingOf(path) }]
  } catch {
    return []
  }
}
