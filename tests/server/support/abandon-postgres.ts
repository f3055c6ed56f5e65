import { startPostgres } from './start-postgres'

// Whoever starts this kills it; the server must not outlive it.
const { dataDir } = await startPostgres()
process.stdout.write(`${dataDir}\n`)
