/** `npm run reconcile`: a day's statements of the gateways against the store. An entry of its own. */
import { readArguments, usage } from './reconcile/arguments'
import { notCompared, reconcileDay } from './reconcile/run-reconcile'
import { runCommand } from './command'
import { readConfig } from '../config/config'

await runCommand({
  usage,
  readArguments: (args) => readArguments(args, Date.now()),
  run: (wanted) => reconcileDay(readConfig(process.env), wanted, Date.now),
  refused: notCompared,
})
