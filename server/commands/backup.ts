/** `npm run backup`: a copy of the embedded database while the backend runs. An entry of its own. */
import { readConfig } from '../config/config'
import { notBackedUp, readArguments, runBackup, usage } from './backup/run-backup'
import { runCommand } from './command'

await runCommand({
  usage,
  readArguments,
  run: (file) => runBackup(readConfig(process.env), file, Date.now),
  refused: notBackedUp,
})
