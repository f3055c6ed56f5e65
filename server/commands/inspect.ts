/** `npm run inspect`: an order's complete history. A separate entry point. */
import { readArguments, runInspect, usage } from './inspect/run-inspect'
import { runCommand } from './command'
import { readConfig } from '../config/config'

await runCommand({
  usage,
  readArguments,
  run: (orderNo) => runInspect(readConfig(process.env), orderNo),
})
