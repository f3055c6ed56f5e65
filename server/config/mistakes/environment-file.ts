/** The lines of an environment file, parsed as Node.js does. */
import { wrong, type Finding } from './finding'
import type { EnvironmentFile, ConfigInput } from './config-input'

export function mistakesInFiles({ files }: ConfigInput): Finding[] {
  return files.flatMap((file) => [
    ...assignedTwice(file),
    ...cutAtHash(file),
    ...(file.closing !== null
      ? [
          wrong(
            'environment_file_open',
            `${file.path} contains secrets, and other users of this server can read it.`,
            `chmod ${file.closing} ${file.path}`,
          ),
        ]
      : []),
  ])
}

interface Assignment {
  readonly name: string
  readonly value: string
}

/** @returns its assignments, line by line; lines inside a quoted multi-line value are not names */
export function assignmentsIn(text: string): Assignment[] {
  const found: Assignment[] = []
  let open: string | null = null
  for (const line of text.split(/\r?\n/)) {
    if (open !== null) {
      if (line.includes(open)) open = null
      continue
    }
    const [, name, rest] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/.exec(line) ?? []
    if (name === undefined || rest === undefined) continue
    const value = rest.trim()
    const quote = /^["'`]/.exec(value)?.[0]
    if (quote !== undefined && !value.slice(1).includes(quote)) open = quote
    found.push({ name, value })
  }
  return found
}

function assignedTwice({ path, text }: EnvironmentFile): Finding[] {
  const names = assignmentsIn(text).map(({ name }) => name)
  const twice = new Set(names.filter((name, at) => names.indexOf(name) < at))
  return [...twice].map((name) =>
    wrong(
      'variable_twice',
      `${name} is set more than once in ${path}. Only the last line counts.`,
      `Keep one line with ${name}.`,
    ),
  )
}

/** After a space, `#` starts a comment; after a character it is part of the value. */
function cutAtHash({ path, text }: EnvironmentFile): Finding[] {
  return assignmentsIn(text)
    .filter(({ value }) => /^[^"'`\s#][^"'`]*?(?<=\S)#/.test(value))
    .map(({ name }) =>
      wrong(
        'hash_in_unquoted_value',
        `The value of ${name} in ${path} contains a #. What follows it is read as a comment.`,
        `Put the whole value of ${name} in single quotes.`,
      ),
    )
}
