import { statSync } from 'node:fs'
import { optional, type Environment } from './variables'

const groupOrOthers = { mayRead: 0o044, mayWrite: 0o022 }

/**
 * Checks the permissions of key files: a private key must be readable by the backend's own user only, and
 * whoever can write a public one can sign in the gateway's place.
 * @returns one sentence per mistake; it names the variable, never a path or the content
 */
export function exposedKeyFiles(
  env: Environment,
  names: { readonly secret: readonly string[]; readonly public: readonly string[] },
): string[] {
  const { mayRead, mayWrite } = groupOrOthers
  return [
    ...names.secret.filter((name) => hasMode(env, name, mayRead | mayWrite)),
    ...names.public.filter((name) => hasMode(env, name, mayWrite)),
  ].map((name) => `${name}_FILE is open to others on this machine: chmod 600 it.`)
}

function hasMode(env: Environment, name: string, bits: number): boolean {
  const file = optional(env, `${name}_FILE`)
  // Windows has no such modes.
  if (file === undefined || process.platform === 'win32') return false
  const status = statSync(file, { throwIfNoEntry: false })
  return status !== undefined && (status.mode & bits) !== 0
}
