/** Checks an answer of the backend against the contract, before anything uses it. */
export type Guard<T> = (value: unknown) => value is T

type Check = (value: unknown) => boolean
type Fields = Readonly<Record<string, unknown>>

export const text: Check = (value) => typeof value === 'string'

export const flag: Check = (value) => typeof value === 'boolean'

/* @__NO_SIDE_EFFECTS__ */
export function matching(pattern: RegExp): Check {
  return (value) => text(value) && pattern.test(value as string)
}

/** A time in ISO 8601. */
export const time = matching(/^[\d-]{10}T[\d:.]{8,}/)

/** A whole number; both bounds are inclusive. */
/* @__NO_SIDE_EFFECTS__ */
export function whole(from: number, to: number): Check {
  return (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to
}

/* @__NO_SIDE_EFFECTS__ */
export function oneOf(...known: unknown[]): Check {
  return (value) => known.includes(value)
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable(check: Check): Check {
  return (value) => value === null || check(value)
}

/* @__NO_SIDE_EFFECTS__ */
export function optional(check: Check): Check {
  return (value) => value === undefined || check(value)
}

/* @__NO_SIDE_EFFECTS__ */
export function list(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check)
}

/** An object with these fields; it may have others. */
/* @__NO_SIDE_EFFECTS__ */
export function fields<T>(checks: Readonly<Record<keyof T, Check>>): Guard<T> {
  return (value): value is T =>
    Object(value) === value &&
    Object.entries<Check>(checks).every(([name, check]) => check((value as Fields)[name]))
}
