import { statSync } from 'node:fs'
import { closingOf, type Closed } from './open-file'
import { optional, type Environment } from './variables'

const groupOrOthers = 0o022

/**
 * Checks the permissions of key files: a private key must be readable by the backend's own user only, and
 * whoever can write a public one can sign in the gateway's place.
 * @returns one sentence per mistake; it names the variable, never a path or the content
 */
export function exposedKeyFiles(
  env: Environment,
  names: { readonly secret: readonly string[]; readonly public: readonly string[] },
): string[] {
  return [
    ...names.secret.flatMap((name) => openTo(name, closingOf(optional(env, `${name}_FILE`) ?? ''))),
    ...names.public
      .filter((name) => othersMayWrite(env, name))
      .flatMap((name) => openTo(name, '600')),
  ]
}

function openTo(name: string, closing: Closed | null): string[] {
  if (closing === null) return []
  return closing === '600'
    ? [`${name}_FILE is open to others on this machine: chmod 600 it.`]
    : [`${name}_FILE is open to others on this machine: chmod 640 it.`]
}

function othersMayWrite(env: Environment, name: string): boolean {
  const file = optional(env, `${name}_FILE`)
  // Windows has no such modes.
  if (file === undefined || process.platform === 'win32') return false
  const status = statSync(file, { throwIfNoEntry: false })
  return status !== undefined && (status.mode & groupOrOthers) !== 0
}
