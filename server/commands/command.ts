/** What the entry points of all commands share: from this process's arguments to its exit code. */
import { ConfigError } from '../config/config'
import { loadEnvironment } from '../config/environment'
import { messageOf } from '../runtime/message-of'
import { failed, type CommandResult, type Say } from './result/command-result'

interface Command<Wanted> {
  readonly usage: string
  /** @throws Error where the arguments make no sense: its message is a sentence that says why */
  readonly readArguments: (args: readonly string[]) => Wanted
  /** @param say prints a line at once, beside the result */
  readonly run: (wanted: Wanted, say: Say) => Promise<CommandResult>
  /** The result of a command that could not be run, with the reason; `failed` where it is left out. */
  readonly refused?: (reason: string) => CommandResult
}

export async function runCommand<Wanted>(command: Command<Wanted>): Promise<void> {
  const { exitCode, out, error } = await resultOf(command, process.argv.slice(2))
  if (out !== '') console.log(out)
  if (error !== '') console.error(error)
  process.exitCode = exitCode
}

async function resultOf<Wanted>(
  { usage, readArguments, run, refused = failed }: Command<Wanted>,
  args: readonly string[],
): Promise<CommandResult> {
  if (args.includes('--help')) return { exitCode: 0, out: usage, error: '' }
  let wanted: Wanted
  try {
    wanted = readArguments(args)
  } catch (error) {
    return refused(`${messageOf(error)}\n\n${usage}`)
  }
  try {
    loadEnvironment()
    return await run(wanted, (line) => console.error(line))
  } catch (error) {
    // Node.js exits with 1 after an uncaught error, which is a regular result of some commands.
    const isExpected = error instanceof ConfigError || !(error instanceof Error)
    return refused(isExpected ? messageOf(error) : (error.stack ?? error.message))
  }
}
