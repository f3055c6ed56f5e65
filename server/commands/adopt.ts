/** `npm run adopt`: records a payment that was made while these records were not there. A separate entry point. */
import { readConfig } from '../config/config'
import { systemClock } from '../runtime/clock'
import { freeByHand } from './adopt/release-held-orders'
import { notAdopted, runAdopt } from './adopt/run-adopt'
import { readArguments, usage } from './adopt/arguments'
import { runCommand } from './command'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => {
    const config = readConfig(process.env)
    return 'by' in wanted
      ? freeByHand(config, wanted, systemClock.now())
      : runAdopt(config, wanted, systemClock)
  },
  refused: notAdopted,
})
