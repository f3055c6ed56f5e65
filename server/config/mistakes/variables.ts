/** Mistakes in variables as such, whatever they mean. */
import { assignmentsIn } from './environment-file'
import { wrong, type Finding } from './finding'
import { knownNames } from './known-variables'
import { nearestName } from './nearest-variable'
import type { ConfigInput } from './config-input'

const quotes = /^\s*(["'`“‘]).*(["'`”’])\s*$/s

/** Docker's `--env-file` and systemd keep quotes that a shell removes. */
export function quotedValues({ env }: ConfigInput): Finding[] {
  return knownNames
    .filter((name) => quotes.test(env[name] ?? ''))
    .map((name) =>
      wrong(
        'quoted_value',
        `The value of ${name} begins and ends with a quotation mark, which counts as part of the value.`,
        `Remove the quotation marks of ${name}: whatever reads the file here does not remove them.`,
      ),
    )
}

const ours = /^(PAYMAX|WECHATPAY|WECHAT|NOTIFY)_/
/** The largest number of differing letters that is still a typing error. */
const alike = { atMost: 2, fromLength: 8 }

export function unknownVariables({ env, files }: ConfigInput): Finding[] {
  const inFiles = files.flatMap(({ text }) => assignmentsIn(text).map(({ name }) => name))
  const set = Object.keys(env).filter((name) => (env[name] ?? '') !== '')
  return [...new Set([...set, ...inFiles])]
    .filter((name) => !knownNames.includes(name))
    .flatMap((name) => {
      const near = likeOurs(name)
      return near === null ? [] : [{ name, near }]
    })
    .map(({ name, near }) =>
      wrong(
        'unknown_variable',
        `${name} is not a variable of this backend and has no effect.`,
        `Did you mean ${near.name}? Rename it, or remove it.`,
      ),
    )
}

/** @returns the variable that was probably meant; null where the name is none of ours */
function likeOurs(name: string): { readonly name: string } | null {
  if (ours.test(name)) return nearestName(name)
  if (name.length < alike.fromLength) return null
  const near = nearestName(name, alike.atMost)
  return near !== null && near.distance <= alike.atMost ? near : null
}

/** What prevents a start, worded as the start words it. */
export function refusedVariables({ refused }: ConfigInput): Finding[] {
  return refused.map((line) => {
    const [name = '', ...said] = line.split(': ')
    return wrong('configuration_refused', `${name}: ${said.join(': ')}`, `Correct ${name}.`)
  })
}
