import { printable } from './printable'

/** What a command prints, and the exit code it ends with; `usage` says what each code means. */
export interface CommandResult {
  readonly exitCode: 0 | 1 | 2
  /** For standard output; nothing is printed where it is empty. */
  readonly out: string
  /** For standard error, likewise. */
  readonly error: string
}

/** Prints a line to standard error while a command runs. */
export type Say = (line: string) => void

export function succeeded(out: string): CommandResult {
  return { exitCode: 0, out, error: '' }
}

/** @param error a sentence that says what was not done, and why; the reason may be a gateway's own words */
export function failed(error: string): CommandResult {
  return { exitCode: 1, out: '', error: printable(error) }
}
