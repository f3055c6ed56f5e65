/** `npm run notify`: has notifications resent to the shop. A separate entry point. */
import { readConfig } from '../config/config'
import { runCommand } from './command'
import { readArguments, usage } from './notify/arguments'
import { runNotify } from './notify/run-notify'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runNotify(readConfig(process.env), wanted),
})
