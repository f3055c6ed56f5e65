/** `npm run trigger`: tells a receiver in development something. */
import { runCommand } from '../../server/commands/command'
import { readArguments, usage } from './trigger/arguments'
import { notSent, runTrigger } from './trigger/run-trigger'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runTrigger(process.env, wanted),
  refused: notSent,
})
