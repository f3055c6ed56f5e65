/** What a command says where the file that it was to write cannot be made. */

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'is there already',
  EACCES: 'may not be written by this user',
  EPERM: 'may not be written by this user',
  EROFS: 'is on a disk that is read only',
  ENOENT: 'is in a folder that is not there',
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
  return `${out} ${reason}. Name another with --out, by its whole path.`
}
