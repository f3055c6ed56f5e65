/** Every problem of the configuration, one line each. Never contains a value: it may be secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((line) => `- ${line}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** One problem of one variable, with how to fix it. */
export function problem(variable: string, mend: string): ConfigError {
  return new ConfigError([`${variable}: ${mend}`])
}

/**
 * Runs every reader, so that all problems are reported at once.
 * @returns what each reader returned, under its name
 * @throws ConfigError with the problems of all that threw one
 */
export function readAll<T extends object>(readers: { [K in keyof T]: () => T[K] }): T {
  const problems: string[] = []
  const values: Partial<T> = {}
  for (const name in readers) {
    try {
      values[name] = readers[name]()
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  // Every reader returned, so the object is complete.
  return values as T
}
