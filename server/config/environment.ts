/** In development the configuration may stand in `.env`. */
export async function loadEnvironment(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production') return
  const dotenv = await import('dotenv')
  dotenv.config({ quiet: true })
}
