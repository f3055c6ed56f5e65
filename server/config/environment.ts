import { existsSync } from 'node:fs'

/** In development the configuration may stand in `.env`; what is set in the environment comes first. */
export function loadEnvironment(): void {
  if (process.env['NODE_ENV'] !== 'production' && existsSync('.env')) process.loadEnvFile()
}
