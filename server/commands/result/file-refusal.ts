/** What a command says if it cannot create the file that it should write. */

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'already exists',
  EACCES: 'cannot be written by this user',
  EPERM: 'cannot be written by this user',
  EROFS: 'is on a read-only disk',
  ENOENT: 'is in a folder that does not exist',
}

/**
 * @param out the file's path, as it was asked for or made up
 * @returns the reason and what to type instead; the error's own words where it is of another kind
 */
export function fileRefusal(error: unknown, out: string): string {
  if (!(error instanceof Error)) return String(error)
  const reason = 'code' in error ? reasons[String(error.code)] : undefined
  const isOfIt = 'path' in error && error.path === out
  if (reason === undefined || !isOfIt) return error.message
  return `${out} ${reason}. Give another file with --out, as a full path.`
}
