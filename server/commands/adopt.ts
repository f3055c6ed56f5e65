/** `npm run adopt`: takes a payment into the books that was made without them. An entry of its own. */
import { readConfig } from '../config/config'
import { systemClock } from '../runtime/clock'
import { notAdopted, runAdopt } from './adopt/run-adopt'
import { readArguments, usage } from './adopt/arguments'
import { runCommand } from './command'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runAdopt(readConfig(process.env), wanted, systemClock),
  refused: notAdopted,
})
