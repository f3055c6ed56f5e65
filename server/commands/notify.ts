/** `npm run notify`: has notifications sent to the shop again. An entry of its own. */
import { readConfig } from '../config/config'
import { runCommand } from './command'
import { readArguments, usage } from './notify/arguments'
import { notResent, runNotify } from './notify/run-notify'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runNotify(readConfig(process.env), wanted),
  refused: notResent,
})
