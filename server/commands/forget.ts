/** `npm run forget`: erases what names a payer, or whoever paid an order. An entry of its own. */
import { readConfig } from '../config/config'
import { runCommand } from './command'
import { readArguments, usage } from './forget/arguments'
import { notForgotten, runForget } from './forget/run-forget'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runForget(readConfig(process.env), wanted),
  refused: notForgotten,
})
