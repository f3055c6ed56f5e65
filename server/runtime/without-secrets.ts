/** What is named so carries a secret. */
const secrets: ReadonlySet<string> = new Set([
  'secret',
  'appSecret',
  'secretKey',
  'privateKey',
  'access_token',
  'authorization',
  'cookie',
  'sign',
  'paySign',
])

/** Where an error of PostgreSQL quotes the row or the parameters that it is about: an openid, a remark. */
const ofRows: readonly string[] = ['detail', 'where', 'internalQuery']
const secretsAndRows: ReadonlySet<string> = new Set([...secrets, ...ofRows])

/** How many levels of a value are searched. */
const levels = 3

/**
 * @param value what a line of the log is to tell. An error stays as it is: it is searched when it has been
 *   turned into fields.
 * @returns the same value without the fields that are named like a secret, on its first three levels. It is
 *   copied only where it has one.
 */
export function withoutSecrets<Value>(value: Value): Value {
  return without(value, secrets, levels)
}

/** The same for an error's fields, which are also to tell nothing of a database's rows. */
export function withoutSecretsAndRows<Value>(error: Value): Value {
  return without(error, secretsAndRows, levels)
}

function without<Value>(value: Value, names: ReadonlySet<string>, left: number): Value {
  if (left === 0 || !hasFields(value)) return value
  let copy: Record<string, unknown> | null = null
  for (const [name, field] of Object.entries(value)) {
    if (names.has(name)) {
      copy ??= { ...value }
      Reflect.deleteProperty(copy, name)
      continue
    }
    const kept = without(field, names, left - 1)
    if (kept === field) continue
    copy ??= { ...value }
    copy[name] = kept
  }
  return copy === null ? value : (copy as Value & Record<string, unknown>)
}

function hasFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Error)
}
