/** `npm run links`: addresses and posters for the catalogue. A separate entry point that needs no secrets. */
import { readArguments, usage } from './links/arguments'
import { runLinks } from './links/run-links'
import { runCommand } from './command'
import { readShop } from '../config/config'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => runLinks(readShop(process.env), wanted),
})
