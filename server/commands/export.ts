/** `npm run export`: a day's payments and refunds as CSV. A separate entry point. */
import { readArguments, usage } from './export/arguments'
import { runExport } from './export/run-export'
import { runCommand } from './command'
import { readConfig } from '../config/config'

await runCommand({
  usage,
  readArguments: (args) => readArguments(args, Date.now()),
  run: (wanted) => runExport(readConfig(process.env), wanted, Date.now()),
})
