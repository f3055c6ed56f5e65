/** `npm run listen`: forwards the notifications of a running sandbox to a developer's machine. */
import { runCommand } from '../../server/commands/command'
import { readArguments, usage } from './listen/arguments'
import { runListen } from './listen/run-listen'

const ends = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ends.abort())

await runCommand({
  usage,
  readArguments,
  run: async (wanted) => {
    await runListen(wanted, (line) => console.log(line), ends.signal)
    return { exitCode: 0, out: '', error: '' }
  },
  refused: (reason) => ({ exitCode: 1, out: '', error: reason }),
})
