import { openDatabase, type DatabaseLocation } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'

const database = openDatabase(JSON.parse(process.argv[2] ?? '') as DatabaseLocation)
process.stdout.write(JSON.stringify(await migrate(database)))
await database.db.destroy()
