import { existsSync } from 'node:fs'

/** In development the configuration may be in `.env`; variables that are set in the environment take precedence. */
export function loadEnvironment(): void {
  if (process.env['NODE_ENV'] !== 'production' && existsSync('.env')) process.loadEnvFile()
}
