/** `npm run reconcile`: compares a day's gateway statements with the store. A separate entry point. */
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
