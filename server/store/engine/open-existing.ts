import { openDatabase, openDatabaseToRead, type Database, type DatabaseLocation } from './database'
import { messageOf } from '../../runtime/message-of'

/**
 * Opens a database that a command writes to. A missing one is not created, and one of another version is not
 * changed: it is opened read-only first.
 * @param read a query that works on a database of this version
 * @returns why it cannot be used, and what to do, where it cannot
 */
export async function openExisting(
  location: DatabaseLocation,
  read: (database: Database) => Promise<unknown>,
): Promise<Database | string> {
  try {
    const reader = openDatabaseToRead(location)
    try {
      await read(reader)
    } finally {
      await reader.db.destroy()
    }
    return openDatabase(location)
  } catch (error) {
    const where = location.kind === 'postgres' ? 'at DATABASE_URL' : `in DATA_DIR (${location.dir})`
    const reason = messageOf(error)
    return `The database ${where} cannot be used (${reason}). Start the backend once: it creates or migrates the database.`
  }
}
