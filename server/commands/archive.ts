/** `npm run archive`: moves old orders out of the store into a file. A separate entry point. */
import { readArguments, usage } from './archive/arguments'
import { runArchive } from './archive/run-archive'
import { runCommand } from './command'
import { readConfig } from '../config/config'

await runCommand({
  usage,
  readArguments: (args) => readArguments(args, Date.now()),
  run: (wanted, say) => runArchive(readConfig(process.env), wanted, say),
})
