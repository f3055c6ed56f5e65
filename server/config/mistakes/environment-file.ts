/** The lines of a file that the environment is read from, as Node.js reads them. */
import { wrong, type Finding } from './finding'
import type { EnvironmentFile, ConfigInput } from './input'

const othersMayRead = 0o044

export function mistakesInFiles({ files }: ConfigInput): Finding[] {
  return files.flatMap((file) => [
    ...assignedTwice(file),
    ...cutAtHash(file),
    ...(file.mode !== null && (file.mode & othersMayRead) !== 0
      ? [
          wrong(
            'environment_file_open',
            `${file.path} holds secrets, and others on this machine can read it.`,
            `chmod 600 ${file.path}`,
          ),
        ]
      : []),
  ])
}

interface Assignment {
  readonly name: string
  readonly value: string
}

/** @returns what it assigns, line by line; the lines inside a quoted value over several lines are no names */
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
      `${name} is set more than once in ${path}: the last one counts.`,
      `Leave one line of ${name}.`,
    ),
  )
}

/** What follows a space and `#` is a comment that somebody meant; what follows a letter is a part of the value. */
function cutAtHash({ path, text }: EnvironmentFile): Finding[] {
  return assignmentsIn(text)
    .filter(({ value }) => /^[^"'`\s#][^"'`]*?(?<=\S)#/.test(value))
    .map(({ name }) =>
      wrong(
        'hash_in_unquoted_value',
        `${name} has a # in ${path}, and what follows it is taken for a comment.`,
        `Put the whole value of ${name} in single quotes.`,
      ),
    )
}
