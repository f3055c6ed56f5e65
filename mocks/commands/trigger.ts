/** `npm run trigger`: sends a notification to a receiver in development. */
import { runCommand } from '../../server/commands/command'
import { readArguments, usage } from './trigger/arguments'
import { notSent, runTrigger } from './trigger/run-trigger'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runTrigger(process.env, wanted),
  refused: notSent,
})
