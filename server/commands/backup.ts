/** `npm run backup`: copies the embedded database while the backend runs. A separate entry point. */
import { readConfig } from '../config/config'
import { notBackedUp, readArguments, runBackup, usage } from './backup/run-backup'
import { runCommand } from './command'

await runCommand({
  usage,
  readArguments,
  run: (file) => runBackup(readConfig(process.env), file, Date.now),
  refused: notBackedUp,
})
