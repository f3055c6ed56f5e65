/** What the entries of all commands share: from this process's arguments to its exit code. */
import { ConfigError } from '../config/config'
import { loadEnvironment } from '../config/environment'

interface Result {
  readonly exitCode: number
  readonly out: string
  readonly error: string
}

interface Command<Wanted> {
  readonly usage: string
  /** @throws Error where the arguments make no sense: its message is a sentence that says why */
  readonly readArguments: (args: readonly string[]) => Wanted
  readonly run: (wanted: Wanted) => Promise<Result>
  /** What a command comes to that was not run, and why. */
  readonly refused: (reason: string) => Result
}

export async function runCommand<Wanted>(command: Command<Wanted>): Promise<void> {
  const { exitCode, out, error } = await resultOf(command, process.argv.slice(2))
  if (out !== '') console.log(out)
  if (error !== '') console.error(error)
  process.exitCode = exitCode
}

async function resultOf<Wanted>(
  { usage, readArguments, run, refused }: Command<Wanted>,
  args: readonly string[],
): Promise<Result> {
  if (args.includes('--help')) return { exitCode: 0, out: usage, error: '' }
  let wanted: Wanted
  try {
    wanted = readArguments(args)
  } catch (error) {
    return refused(`${messageOf(error)}\n\n${usage}`)
  }
  try {
    loadEnvironment()
    return await run(wanted)
  } catch (error) {
    // Node's own code for an error that nobody caught is 1, which of some commands is an answer.
    const isExpected = error instanceof ConfigError || !(error instanceof Error)
    return refused(isExpected ? messageOf(error) : (error.stack ?? error.message))
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
