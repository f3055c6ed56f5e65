/** @returns the message of something that was thrown, whatever it is */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
