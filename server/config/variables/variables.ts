/** Readers of single variables with simple values. */
import { problem } from './problem'

export type Environment = Readonly<Record<string, string | undefined>>

/** @returns undefined for an empty one: `.env` files and container settings cannot leave a line out */
export function optional(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

export function required(env: Environment, name: string, mend: string): string {
  const value = optional(env, name)
  if (value === undefined) throw problem(name, `missing. ${mend}`)
  return value
}

/** For text shown to people. Bytes that are not UTF-8 arrive here as U+FFFD. */
export function shown(env: Environment, name: string, mend: string): string {
  const value = required(env, name, mend)
  if (value.includes('\ufffd')) throw problem(name, `is not UTF-8. ${mend}`)
  return value
}

/** For values used in a header or an address: visible ASCII without spaces. */
export function token(env: Environment, name: string, mend: string): string {
  const value = required(env, name, mend)
  if (!/^[\x21-\x7e]+$/.test(value))
    throw problem(name, `has characters that are not allowed. ${mend}`)
  return value
}

export function whole(
  env: Environment,
  name: string,
  range: { readonly min: number; readonly max: number; readonly default: number },
): number {
  const text = optional(env, name)
  if (text === undefined) return range.default
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN
  if (value >= range.min && value <= range.max) return value
  throw problem(name, `set a whole number from ${range.min} to ${range.max}.`)
}

export function oneOf<const T extends string>(
  env: Environment,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const text = optional(env, name)
  if (text === undefined) return fallback
  const choice = choices.find((one) => one === text)
  if (choice === undefined) throw problem(name, `set one of ${choices.join(', ')}.`)
  return choice
}

/** A comma-separated list of secrets: the first is used, all are accepted, so that they can be rotated. */
export function secrets(
  env: Environment,
  name: string,
  rule: { readonly minBytes: number; readonly mend: string },
): string[] {
  const list = required(env, name, rule.mend)
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
  const long = list.every((secret) => Buffer.byteLength(secret) >= rule.minBytes)
  if (list.length > 0 && long) return list
  throw problem(name, `each secret must have at least ${rule.minBytes} bytes. ${rule.mend}`)
}
