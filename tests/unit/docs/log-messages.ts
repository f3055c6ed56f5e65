import { readdirSync } from 'node:fs'
import { readText } from './pages'

/** A warning or an error with its words, or the words of one that is told now and then. */
const said =
  /(?:\.(?:warn|error)\(\s*(?:\{[^{}]*\}|\w+),\s*|createSampledWarning\(\s*now,\s*log,\s*)'([^']+)'/g

/** What the backend’s log can say that somebody may have to act on, as it stands in the code. */
export function logMessages(): string[] {
  const files = readdirSync(new URL('../../../server/', import.meta.url), {
    recursive: true,
    encoding: 'utf8',
  }).filter((name) => name.endsWith('.ts'))
  const messages = files.flatMap((name) =>
    [...readText(`server/${name}`).matchAll(said)].map(([, message = '']) => message),
  )
  return [...new Set(messages)].sort()
}
