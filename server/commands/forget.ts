/** `npm run forget`: erases the personal data of a payer, or of an order's payer. A separate entry point. */
import { readConfig } from '../config/config'
import { runCommand } from './command'
import { readArguments, usage } from './forget/arguments'
import { runForget } from './forget/run-forget'

await runCommand({
  usage,
  readArguments,
  run: (wanted, say) => runForget(readConfig(process.env), wanted, say),
})
